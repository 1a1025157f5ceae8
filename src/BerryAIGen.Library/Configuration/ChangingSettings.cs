namespace BerryAIGen.Library.Configuration;

/// <summary>
/// Keys and roots that were changed while the program runs; every copy of the options sees them at once. Null in programs
/// that do one thing and end.
/// </summary>
public sealed class ChangingSettings
{
    private volatile LibraryOptions? _now;

    /// <summary>What counts in place of what the options began with; null while nothing was changed.</summary>
    internal LibraryOptions? Now => _now;

    /// <summary>Has the keys and roots of these options count from now on.</summary>
    public void Take(LibraryOptions options) => _now = options;
}
