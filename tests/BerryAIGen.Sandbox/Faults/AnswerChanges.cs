namespace BerryAIGen.Sandbox.Faults;

/// <summary>Ways in which the JSON of an answer is not what it should be.</summary>
[Flags]
public enum AnswerChanges
{
    /// <summary>Nothing is changed.</summary>
    None = 0,

    /// <summary>Every hash is one of another file.</summary>
    WrongHashes = 1,

    /// <summary>Files have no hashes, as while they are scanned.</summary>
    NoHashes = 2,

    /// <summary>Every file size is wrong.</summary>
    WrongSizes = 4,

    /// <summary>Every member of the statistics is null.</summary>
    NullStats = 8,

    /// <summary>The shapes of 2023: one word for commercial use, a word for maturity, ratings.</summary>
    OldShapes = 16,

    /// <summary>File names that try to leave the folder.</summary>
    HostileNames = 32,

    /// <summary>Raw control bytes inside strings, which is not JSON.</summary>
    ControlBytes = 64,

    /// <summary>Creators' names are numbers instead of texts.</summary>
    NumericNames = 128,

    /// <summary>Every version is missing, as while a cache lags behind.</summary>
    NoVersions = 256,

    /// <summary>The first item of a list comes twice.</summary>
    DuplicateItems = 512,

    /// <summary>A list is empty although its cursor says that more follows.</summary>
    EmptyPage = 1024,
}
