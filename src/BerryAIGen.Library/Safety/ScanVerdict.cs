namespace BerryAIGen.Library.Safety;

/// <summary>What a scan says of a file; from good to bad, but for the last two.</summary>
public enum ScanVerdict
{
    /// <summary>It names only what builds data, or holds no pickle at all.</summary>
    Clean,

    /// <summary>It names things that no list knows; loading them may run code of an installed package.</summary>
    Suspicious,

    /// <summary>Loading it would run code that does harm, or code whose name is hidden.</summary>
    Dangerous,

    /// <summary>Something in it ought to be read and cannot be.</summary>
    Unreadable,

    /// <summary>Nobody looked into it, so nobody says that it is clean.</summary>
    Unscanned,
}

/// <summary>What a global alone makes a file.</summary>
public enum GlobalLevel
{
    Innocuous,
    Suspicious,
    Dangerous,
}

/// <summary>A global that a file names.</summary>
/// <param name="Module">As the file has it.</param>
/// <param name="Name">The same.</param>
/// <param name="Level">How bad that is.</param>
/// <param name="Why">What it does or why it is judged so; null for what is allowed.</param>
public sealed record ScannedGlobal(string Module, string Name, GlobalLevel Level, string? Why);
