using System.Collections.Frozen;
using BerryAIGen.Library;

namespace BerryAIGen.Cli.Output;

/// <summary>What a failure's code means to a script: the exit code, the error's type and its stable word.</summary>
internal sealed record FailureClass(int ExitCode, string Type, string Code)
{
    private static readonly FrozenDictionary<FailureCode, FailureClass> All = new Dictionary<FailureCode, FailureClass>
    {
        [FailureCode.Failed] = new(1, "ModelLibraryError", "failed"),
        [FailureCode.Usage] = new(2, "ValidationError", "usage"),
        [FailureCode.NotFound] = new(3, "ModelLibraryError", "not_found"),
        [FailureCode.Auth] = new(4, "SecurityError", "auth"),
        [FailureCode.Verification] = new(5, "SecurityError", "verification"),
        [FailureCode.Policy] = new(6, "SecurityError", "policy"),
        [FailureCode.Network] = new(7, "NetworkError", "network"),
        [FailureCode.Disk] = new(8, "DiskSpaceError", "disk"),
        [FailureCode.Conflict] = new(1, "ModelLibraryError", "conflict"),
        [FailureCode.Cancelled] = new(130, "ModelLibraryError", "cancelled"),
    }.ToFrozenDictionary();

    public static FailureClass Of(FailureCode code) => All[code];
}
