//! The elements of a seed file that tell something of a fob, each by what it stands in.

/// An element, by what stands in it. What is not listed is of no account to a fob: `Other`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Element {
    Container,
    Package,
    Device,
    Maker,
    Serial,
    Starts,
    Expires,
    Key,
    Parameters,
    Suite,
    ResponseFormat,
    Data,
    Secret,
    Time,
    Interval,
    PlainSecret,
    PlainTime,
    PlainInterval,
    Drift,
    PlainDrift,
    Usages,
    Usage,
    Other,
}

impl Element {
    /// What an element of this name is inside another.
    pub(super) fn inside(parent: Option<Self>, name: &[u8]) -> Self {
        use Element as E;
        match (parent, name) {
            (None, b"KeyContainer") => E::Container,
            (Some(E::Container), b"KeyPackage") => E::Package,
            (Some(E::Package), b"DeviceInfo") => E::Device,
            (Some(E::Device), b"Manufacturer") => E::Maker,
            (Some(E::Device), b"SerialNo") => E::Serial,
            (Some(E::Device | E::Usages), b"StartDate") => E::Starts,
            (Some(E::Device | E::Usages), b"ExpiryDate") => E::Expires,
            (Some(E::Package), b"Key") => E::Key,
            (Some(E::Key), b"AlgorithmParameters") => E::Parameters,
            (Some(E::Parameters), b"Suite") => E::Suite,
            (Some(E::Parameters), b"ResponseFormat") => E::ResponseFormat,
            (Some(E::Key), b"Data") => E::Data,
            (Some(E::Data), b"Secret") => E::Secret,
            (Some(E::Data), b"Time") => E::Time,
            (Some(E::Data), b"TimeInterval") => E::Interval,
            (Some(E::Secret), b"PlainValue") => E::PlainSecret,
            (Some(E::Time), b"PlainValue") => E::PlainTime,
            (Some(E::Interval), b"PlainValue") => E::PlainInterval,
            (Some(E::Data), b"TimeDrift") => E::Drift,
            (Some(E::Drift), b"PlainValue") => E::PlainDrift,
            (Some(E::Key), b"Policy") => E::Usages,
            (Some(E::Usages), b"KeyUsage") => E::Usage,
            _ => E::Other,
        }
    }

    /// Whether it holds a value and no element.
    pub(super) fn is_value(self) -> bool {
        use Element as E;
        matches!(
            self,
            E::Maker
                | E::Serial
                | E::Starts
                | E::Expires
                | E::Suite
                | E::PlainSecret
                | E::PlainTime
                | E::PlainInterval
                | E::PlainDrift
                | E::Usage
        )
    }
}
