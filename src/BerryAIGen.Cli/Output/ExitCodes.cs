using System.Collections.Frozen;
using BerryAIGen.Library;

namespace BerryAIGen.Cli.Output;

/// <summary>The exit code of each failure; scripts rely on it.</summary>
internal static class ExitCodes
{
    private static readonly FrozenDictionary<FailureCode, int> All = new Dictionary<FailureCode, int>
    {
        [FailureCode.Failed] = 1,
        [FailureCode.Usage] = 2,
        [FailureCode.NotFound] = 3,
        [FailureCode.Auth] = 4,
        [FailureCode.Verification] = 5,
        [FailureCode.Policy] = 6,
        [FailureCode.Network] = 7,
        [FailureCode.Disk] = 8,
        [FailureCode.Conflict] = 1,
        [FailureCode.Cancelled] = 130,
    }.ToFrozenDictionary();

    /// <summary>Nothing failed, and there are newer versions: what a script that watches them waits for.</summary>
    public const int UpdatesAvailable = 9;

    public static int Of(FailureCode code) => All[code];
}
