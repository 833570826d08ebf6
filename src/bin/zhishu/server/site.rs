//! What all requests share: the index as it was committed last, the vocabularies, the texts of the pages, the limits.

use super::locale::Locales;
use super::problem::Problem;
use super::template::Templates;
use crate::vocabulary;
use anyhow::Result;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, OnceLock, PoisonError, RwLock};
use std::time::{Duration, SystemTime};
use tokio::sync::Semaphore;
use zhishu::{Catalog, FindingItem, Lexicon, Reader, State, Suggester, check_all, report};

/// How the server is to run.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The folder of the index.
    pub dir: PathBuf,
    /// Where to listen.
    pub listen: SocketAddr,
    /// Names by which this server may be called besides those of this machine.
    pub hosts: Vec<String>,
    /// The vocabularies.
    pub lexicon: &'static Lexicon,
    /// The mark of what makes claims, for what is indexed.
    pub maker: String,
    /// The folder of vocabularies that the user named.
    pub lexicon_folder: Option<PathBuf>,
    /// How many requests are answered at once; more are told to come again.
    pub most_requests: usize,
    /// How long a request may take.
    pub timeout: Duration,
    /// Who may add and remove reports; nobody where it is `None`.
    pub write: Option<WriteSettings>,
}

/// Adding and removing reports over HTTP.
#[derive(Debug, Clone)]
pub struct WriteSettings {
    /// What a request has to say to be allowed.
    pub token: String,
    /// The folder in which files are kept that were sent.
    pub folder: PathBuf,
    /// The largest file that is taken, in bytes.
    pub most_bytes: usize,
}

/// What all requests share.
pub struct Site {
    /// How it is to run.
    pub settings: Settings,
    /// The texts of the pages in each language.
    pub locales: Locales,
    /// The pages.
    pub templates: Templates,
    /// A permit for each request that may be answered at once.
    pub requests: Arc<Semaphore>,
    /// A permit for each download that may run at once: each holds a thread as long as its client reads.
    pub downloads: Arc<Semaphore>,
    /// A permit for each report that may be on its way here at once: each is held in memory.
    pub uploads: Arc<Semaphore>,
    /// One writes at a time.
    pub writing: Arc<tokio::sync::Mutex<()>>,
    /// The vocabularies that the index was made with last time that a report was taken in, by their mark.
    remembered: Mutex<Option<(String, &'static Lexicon)>>,
    current: RwLock<Option<(Mark, Arc<Snapshot>)>>,
}

/// How many downloads run at once.
const DOWNLOADS: usize = 4;

/// How many reports are on their way here at once.
const UPLOADS: usize = 4;

/// By what it is seen that an index was committed to: its list of parts is a new file then.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Mark {
    changed: Option<SystemTime>,
    length: u64,
    file: u64,
}

/// The index as it was committed at one time, and what was worked out of it.
pub struct Snapshot {
    /// The index.
    pub reader: Reader,
    findings: OnceLock<Result<Vec<FindingItem>, Problem>>,
    suggester: OnceLock<Result<Suggester, Problem>>,
}

impl Site {
    /// A site by these settings.
    pub fn new(settings: Settings) -> Result<Site> {
        Ok(Site {
            locales: Locales::read()?,
            templates: Templates::read()?,
            requests: Arc::new(Semaphore::new(settings.most_requests)),
            downloads: Arc::new(Semaphore::new(DOWNLOADS)),
            uploads: Arc::new(Semaphore::new(UPLOADS)),
            writing: Arc::default(),
            remembered: Mutex::new(None),
            current: RwLock::new(None),
            settings,
        })
    }

    /// The index as it was committed last. It is opened anew when it was committed to since.
    ///
    /// # Errors
    ///
    /// No index, or one that cannot be read.
    pub fn snapshot(&self) -> Result<Arc<Snapshot>, Problem> {
        let mark = self.mark();
        {
            let current = self.current.read().unwrap_or_else(PoisonError::into_inner);
            if let (Some((known, snapshot)), Some(mark)) = (&*current, &mark)
                && known == mark
            {
                return Ok(snapshot.clone());
            }
        }
        let mut current = self.current.write().unwrap_or_else(PoisonError::into_inner);
        // Another request may have opened it meanwhile.
        if let (Some((known, snapshot)), Some(mark)) = (&*current, &mark)
            && known == mark
        {
            return Ok(snapshot.clone());
        }
        match Reader::open(&self.settings.dir) {
            Ok(reader) => {
                let snapshot = Arc::new(Snapshot {
                    reader,
                    findings: OnceLock::new(),
                    suggester: OnceLock::new(),
                });
                // The mark was taken before the index was opened: a commit between them is seen by the next request.
                *current = mark.map(|mark| (mark, snapshot.clone()));
                Ok(snapshot)
            }
            Err(error) => {
                *current = None;
                Err(error.into())
            }
        }
    }

    /// The vocabularies that a report is to be read with, and their mark: those that the user named, else those that the index
    /// was made with, so that no report is read in turn with them and without.
    ///
    /// # Errors
    ///
    /// A folder that cannot be used.
    pub fn vocabulary(&self, state: &State) -> Result<(&'static Lexicon, String), Problem> {
        let settings = &self.settings;
        let own = (settings.lexicon, settings.maker.clone());
        let folder = match &settings.lexicon_folder {
            Some(_) => return Ok(own),
            None => vocabulary::remembered(state),
        };
        let Some(folder) = folder else {
            return Ok(own);
        };
        let fault = |error: String| Problem::fault(error.replace("--lexicon", "vocabularies"));
        let maker = vocabulary::maker(Some(&folder)).map_err(|e| fault(format!("{e:#}")))?;
        let mut remembered = (self.remembered.lock()).unwrap_or_else(PoisonError::into_inner);
        let lexicon = match &*remembered {
            Some((known, lexicon)) if *known == maker => lexicon,
            _ => {
                let lexicon = vocabulary::lexicon(Some(&folder)).map_err(fault)?;
                *remembered = Some((maker.clone(), lexicon));
                lexicon
            }
        };
        Ok((lexicon, maker))
    }

    fn mark(&self) -> Option<Mark> {
        let meta = std::fs::metadata(self.settings.dir.join("meta.json")).ok()?;
        #[cfg(unix)]
        let file = std::os::unix::fs::MetadataExt::ino(&meta);
        #[cfg(not(unix))]
        let file = 0;
        Some(Mark {
            changed: meta.modified().ok(),
            length: meta.len(),
            file,
        })
    }
}

impl Snapshot {
    /// What the index holds.
    pub fn catalog(&self) -> &Catalog {
        self.reader.catalog()
    }

    /// The names that can be suggested; gathered once.
    ///
    /// # Errors
    ///
    /// An index that cannot be read.
    pub fn suggester(&self, lexicon: &'static Lexicon) -> Result<&Suggester, Problem> {
        let made = || Suggester::of(&self.reader, lexicon).map_err(Problem::from);
        match self.suggester.get_or_init(made) {
            Ok(suggester) => Ok(suggester),
            Err(problem) => Err(problem.clone()),
        }
    }

    /// What the checks find in all reports, the surest contradictions first; worked out once.
    ///
    /// # Errors
    ///
    /// An index that cannot be read.
    pub fn findings(&self) -> Result<&[FindingItem], Problem> {
        let found = self.findings.get_or_init(|| {
            let all: Vec<String> = self.catalog().documents.keys().cloned().collect();
            let mut findings: Vec<zhishu::Finding> = Vec::new();
            check_all(
                self.catalog(),
                &all,
                |id| report(&self.reader, id),
                |found| findings.extend(found),
            )
            .map_err(Problem::from)?;
            findings.sort_by_key(|f| (f.check.class(), std::cmp::Reverse(f.sure)));
            let items = findings.iter().map(FindingItem::try_from);
            Ok(items.collect::<Result<_, _>>()?)
        });
        match found {
            Ok(findings) => Ok(findings),
            Err(problem) => Err(problem.clone()),
        }
    }
}
