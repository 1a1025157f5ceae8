using System.Collections.Frozen;

namespace BerryAIGen.Library.Errors;

/// <summary>How a failure is called in an error body: the description's type, and the stable word for programs.</summary>
/// <param name="Type">One of ModelLibraryError, NetworkError, DiskSpaceError, ValidationError, SecurityError.</param>
/// <param name="Code">One word per <see cref="FailureCode"/>.</param>
internal sealed record FailureWords(string Type, string Code)
{
    private static readonly FrozenDictionary<FailureCode, FailureWords> All = new Dictionary<FailureCode, FailureWords>
    {
        [FailureCode.Failed] = new("ModelLibraryError", "failed"),
        [FailureCode.Usage] = new("ValidationError", "usage"),
        [FailureCode.NotFound] = new("ModelLibraryError", "not_found"),
        [FailureCode.Auth] = new("SecurityError", "auth"),
        [FailureCode.Verification] = new("SecurityError", "verification"),
        [FailureCode.Policy] = new("SecurityError", "policy"),
        [FailureCode.Network] = new("NetworkError", "network"),
        [FailureCode.Disk] = new("DiskSpaceError", "disk"),
        [FailureCode.Conflict] = new("ModelLibraryError", "conflict"),
        [FailureCode.Cancelled] = new("ModelLibraryError", "cancelled"),
    }.ToFrozenDictionary();

    public static FailureWords Of(FailureCode code) => All[code];
}
