namespace BerryAIGen.Library;

/// <summary>The classes of failures; one exit code of the command line each.</summary>
public enum FailureCode
{
    /// <summary>Anything without a class of its own.</summary>
    Failed,

    /// <summary>The request itself makes no sense.</summary>
    Usage,

    /// <summary>The source says that it does not exist.</summary>
    NotFound,

    /// <summary>A key is missing or refused.</summary>
    Auth,

    /// <summary>The bytes are not the ones that were promised.</summary>
    Verification,

    /// <summary>Refused by a rule: a scan result, early access, an address or path that is not allowed.</summary>
    Policy,

    /// <summary>No answer, or the service is down.</summary>
    Network,

    /// <summary>No space, no right to write, a broken disk.</summary>
    Disk,

    /// <summary>Something else already has the place.</summary>
    Conflict,

    /// <summary>The person or the system stopped it.</summary>
    Cancelled,
}
