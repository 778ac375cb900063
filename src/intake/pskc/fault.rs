//! Why a key of a seed file can't be taken, where no figure belongs to the reason: a closed list, each with words in both
//! languages under its name. What has a figure is a refusal of its own.

/// Writes the list with the names that the words go by.
macro_rules! faults {
    ($($(#[doc = $doc:literal])+ $fault:ident $name:literal;)+) => {
        /// Why a key can't be taken.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Fault { $($(#[doc = $doc])+ $fault,)+ }

        impl Fault {
            /// All of them.
            #[cfg(test)]
            pub(crate) const ALL: &[Self] = &[$(Self::$fault),+];

            /// The name that the words for it go by.
            pub(crate) fn name(self) -> &'static str {
                match self { $(Self::$fault => $name),+ }
            }
        }
    };
}

faults! {
    /// Another profile than that of time-based passwords.
    Algorithm "Algorithm is not TOTP";
    /// Passwords that are no decimal digits.
    Encoding "Encoding is not DECIMAL";
    /// Passwords with a check digit.
    CheckDigits "CheckDigits is not false";
    /// Nothing says how passwords look.
    NoFormat "ResponseFormat missing";
    /// A hash that is not known.
    Suite "Suite is not HMAC-SHA1, HMAC-SHA256 or HMAC-SHA512";
    /// The beginning of the first step is no number of seconds.
    Time "Time is not 0 to 4294967295";
    /// A step of another length than is taken.
    Interval "TimeInterval is not 10 to 300";
    /// The drift is no whole number.
    Drift "TimeDrift is no whole number";
    /// Not a key for one-time passwords.
    Usage "KeyUsage is not OTP";
    /// A condition of use that is not known, so it could not be kept.
    Policy "unknown condition in Policy";
    /// The maker's name has no form of one.
    Maker "Manufacturer is not 1 to 80 characters that can be seen";
    /// No instant.
    Starts "StartDate is not like 2026-06-01T00:00:00+09:00";
    /// No instant.
    Expires "ExpiryDate is not like 2026-06-01T00:00:00+09:00";
    /// It would never be good.
    NeverGood "ExpiryDate is not after StartDate";
    /// No seed.
    NoSecret "Secret missing";
    /// The seed is no base64.
    Base64 "PlainValue of Secret is not base64";
    /// The seed is shorter or longer than is taken.
    Size "Secret is not 16 to 64 bytes";
    /// Maker and serial stand twice in the file.
    Twice "twice in the file";
}
