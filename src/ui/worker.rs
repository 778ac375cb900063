//! The one worker that owns the engine: it runs what the screens of all sides ask, in order, and answers the screen
//! that asked.

mod watched;

use std::any::Any;
use std::collections::VecDeque;
use std::io;
use std::sync::mpsc::Sender;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};

use super::event::{Answer, Event, To};

pub use watched::{Figures, Watched};

/// What the screens of the program work on: the default engine of every generic type of the console.
pub type Engine = crate::desk::Desk;

/// A piece of work: takes the engine, gives the message its screen is told.
pub type Task<E> = Box<dyn FnOnce(&mut E) -> Box<dyn Any + Send> + Send>;

pub(crate) struct Job<E> {
    pub(crate) to: To,
    pub(crate) task: Task<E>,
}

/// Runs tasks on the engine it owns.
pub enum Worker<E: Send + 'static> {
    /// At once, on the caller's thread: for tests, where nothing may depend on timing.
    Inline(E, Sender<Event>),
    /// On a thread of its own.
    Thread(Running<E>),
}

/// A worker's thread and the way to it.
pub struct Running<E: Send + 'static> {
    queue: Arc<Queue<E>>,
    thread: Option<JoinHandle<E>>,
}

struct Queue<E> {
    state: Mutex<State<E>>,
    changed: Condvar,
}

struct State<E> {
    jobs: VecDeque<Job<E>>,
    closed: bool,
    /// A job was taken and is not done.
    at_work: bool,
}

impl<E> Queue<E> {
    fn lock(&self) -> MutexGuard<'_, State<E>> {
        // No task runs while the lock is held, so a poisoned queue is still whole.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The job that was taken is done, or will never be.
    fn done(&self) {
        self.lock().at_work = false;
        self.changed.notify_all();
    }

    /// Nobody takes a job any more.
    fn close(&self) {
        let mut state = self.lock();
        (state.closed, state.at_work) = (true, false);
        drop(state);
        self.changed.notify_all();
    }

    /// Waits until nothing is to be done.
    fn rest(&self) {
        let state = self.lock();
        let busy = |state: &mut State<E>| state.at_work || (!state.jobs.is_empty() && !state.closed);
        drop(
            self.changed
                .wait_while(state, busy)
                .unwrap_or_else(PoisonError::into_inner),
        );
    }

    /// The next job; `None` when the queue is closed and empty.
    fn next(&self) -> Option<Job<E>> {
        let mut state = self.lock();
        loop {
            if let Some(job) = state.jobs.pop_front() {
                state.at_work = true;
                return Some(job);
            }
            if state.closed {
                return None;
            }
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

impl<E: Send + 'static> Worker<E> {
    /// A worker on the caller's thread that answers into `events`.
    pub fn inline(engine: E, events: Sender<Event>) -> Self {
        Self::Inline(engine, events)
    }

    /// A worker on a thread of its own that answers into `events`. Fails if the system gives no thread.
    pub fn thread(mut engine: E, events: Sender<Event>) -> io::Result<Self> {
        let state = Mutex::new(State {
            jobs: VecDeque::new(),
            closed: false,
            at_work: false,
        });
        let queue = Arc::new(Queue {
            state,
            changed: Condvar::new(),
        });
        let jobs = Arc::clone(&queue);
        let thread = thread::Builder::new().name("desk".to_owned()).spawn(move || {
            let _last_words = LastWords(events.clone(), Arc::clone(&jobs));
            while let Some(job) = jobs.next() {
                run(&mut engine, job, &events);
                jobs.done();
            }
            engine
        })?;
        Ok(Self::Thread(Running {
            queue,
            thread: Some(thread),
        }))
    }

    /// Takes a job. One that is queued for the same slot of the same layer of the same side is dropped for it.
    pub(crate) fn send(&mut self, job: Job<E>) {
        match self {
            Self::Inline(engine, events) => run(engine, job, events),
            Self::Thread(running) => {
                let mut state = running.queue.lock();
                state.jobs.retain(|old| !job.to.supersedes(&old.to));
                state.jobs.push_back(job);
                drop(state);
                running.queue.changed.notify_all();
            }
        }
    }

    /// The engine, unless a thread of its own has it.
    pub(crate) fn engine(&mut self) -> Option<&mut E> {
        match self {
            Self::Inline(engine, _) => Some(engine),
            Self::Thread(_) => None,
        }
    }

    /// Waits until nothing is to be done, so that no change is left half way while the program is stopped.
    pub(crate) fn rest(&self) {
        if let Self::Thread(running) = self {
            running.queue.rest();
        }
    }

    /// Finishes what was asked and gives the engine back; `None` if a task panicked.
    pub fn finish(self) -> Option<E> {
        match self {
            Self::Inline(engine, _) => Some(engine),
            Self::Thread(mut running) => running.finish(),
        }
    }
}

fn run<E>(engine: &mut E, job: Job<E>, events: &Sender<Event>) {
    let message = (job.task)(engine);
    // Nobody listens any more when the console is closing.
    let _ = events.send(Event::Answer(Answer { to: job.to, message }));
}

impl<E: Send + 'static> Running<E> {
    fn finish(&mut self) -> Option<E> {
        self.queue.lock().closed = true;
        self.queue.changed.notify_all();
        self.thread.take().and_then(|thread| thread.join().ok())
    }
}

/// A change that was sent is finished before the program goes.
impl<E: Send + 'static> Drop for Running<E> {
    fn drop(&mut self) {
        self.finish();
    }
}

/// Tells the console when the worker's thread dies of a panic, so that it does not wait for ever.
struct LastWords<E>(Sender<Event>, Arc<Queue<E>>);

impl<E> Drop for LastWords<E> {
    fn drop(&mut self) {
        if thread::panicking() {
            self.1.close();
            let _ = self.0.send(Event::EngineLost);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::{self, Receiver};

    use super::*;
    use crate::ui::event::Address;

    fn job(
        number: u64,
        slot: Option<&'static str>,
        task: impl FnOnce(&mut Vec<u64>) + Send + 'static,
    ) -> Job<Vec<u64>> {
        job_of(0, number, slot, task)
    }

    fn job_of(
        side: usize,
        number: u64,
        slot: Option<&'static str>,
        task: impl FnOnce(&mut Vec<u64>) + Send + 'static,
    ) -> Job<Vec<u64>> {
        let task: Task<Vec<u64>> = Box::new(move |engine| {
            task(engine);
            Box::new(number)
        });
        Job {
            to: To::Side(
                side,
                Address {
                    layer: 1,
                    slot,
                    number,
                    holds_keys: false,
                },
            ),
            task,
        }
    }

    #[test]
    fn a_queued_question_gives_way_to_a_newer_one_and_order_is_kept() {
        let (events, answers) = mpsc::channel();
        let mut worker = Worker::thread(Vec::new(), events).unwrap();
        let (go, gate): (_, Receiver<()>) = mpsc::channel();
        worker.send(job(0, None, move |_| gate.recv().unwrap()));
        worker.send(job(1, Some("find"), |seen| seen.push(1)));
        worker.send(job(2, None, |seen| seen.push(2)));
        worker.send(job_of(1, 4, Some("find"), |seen| seen.push(4)));
        worker.send(job(3, Some("find"), |seen| seen.push(3)));
        go.send(()).unwrap();
        assert_eq!(
            worker.finish().unwrap(),
            [2, 4, 3],
            "the other side's question is its own"
        );
        assert_eq!(answers.iter().count(), 4);
    }

    #[test]
    fn who_waits_for_rest_waits_for_all_that_was_asked_and_for_no_lost_worker() {
        let (events, answers) = mpsc::channel();
        let mut worker = Worker::thread(Vec::new(), events).unwrap();
        for number in 0..3 {
            worker.send(job(number, None, move |seen| seen.push(number)));
        }
        worker.rest();
        assert_eq!(answers.try_iter().count(), 3);
        worker.send(job(3, None, |_| panic!("as planned")));
        worker.rest();
        assert!(worker.finish().is_none());
    }

    #[test]
    fn a_panic_on_the_worker_is_told() {
        let (events, answers) = mpsc::channel();
        let mut worker = Worker::thread(Vec::new(), events).unwrap();
        worker.send(job(0, None, |_| panic!("as planned")));
        assert!(matches!(answers.recv().unwrap(), Event::EngineLost));
        assert!(worker.finish().is_none());
    }
}
