"""The errors of the indexer.

IndexerError
├── EngineError            the engine cannot do what was asked
│   ├── EngineMissing      there is no index yet
│   ├── EngineBusy         another process is writing
│   ├── EngineDamaged      the index cannot be read
│   └── EngineUnreachable  no engine answers at the address
├── InputError             what a person gave cannot be used
└── WorkerLost             a process of the analysis was killed
"""


class IndexerError(Exception):
    pass


class EngineError(IndexerError):
    pass


class EngineMissing(EngineError):
    pass


class EngineBusy(EngineError):
    pass


class EngineDamaged(EngineError):
    pass


class EngineUnreachable(EngineError):
    pass


class InputError(IndexerError):
    pass


class WorkerLost(IndexerError):
    pass
