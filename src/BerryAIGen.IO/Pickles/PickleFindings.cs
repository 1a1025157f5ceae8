namespace BerryAIGen.IO.Pickles;

/// <summary>A global that the pickles of a file name.</summary>
/// <param name="Use">What it is and what is done with it.</param>
/// <param name="IsCertain">
/// False when the bytes around it make no whole pickle and nothing says that they should: a list of words may begin with
/// "c" and two lines, and so look like a global.
/// </param>
public sealed record FoundUse(PickleUse Use, bool IsCertain);

/// <summary>What the pickles in a file name, and what could not be read.</summary>
public sealed class PickleFindings
{
    private const int MostMessages = 100;
    private readonly Dictionary<(string, string), FoundUse> _uses = [];
    private readonly List<string> _errors = [];
    private readonly List<string> _oddities = [];

    /// <summary>Once each, in the order in which they were found.</summary>
    public IReadOnlyCollection<FoundUse> Uses => _uses.Values;

    /// <summary>What ought to be read and could not be, one sentence each; such a file is never clean.</summary>
    public IReadOnlyList<string> Errors => _errors;

    /// <summary>What honest programs do not write, one sentence each.</summary>
    public IReadOnlyList<string> Oddities => _oddities;

    /// <summary>How many whole pickles there are.</summary>
    public int Pickles { get; internal set; }

    internal void Add(PickleUse use, bool isCertain)
    {
        var key = (use.Module, use.Name);
        _uses[key] = _uses.TryGetValue(key, out var known)
            ? new FoundUse(Join(known.Use, use), known.IsCertain || isCertain)
            : new FoundUse(use, isCertain);
    }

    internal void AddError(string error) => Add(_errors, error);

    internal void AddOddity(string oddity) => Add(_oddities, oddity);

    private static void Add(List<string> messages, string message)
    {
        if (messages.Count < MostMessages && !messages.Contains(message))
        {
            messages.Add(message);
        }
    }

    private static PickleUse Join(PickleUse one, PickleUse other) =>
        one with
        {
            IsCalled = one.IsCalled || other.IsCalled,
            IsChanged = one.IsChanged || other.IsChanged,
            GetsUnreadBytes = one.GetsUnreadBytes || other.GetsUnreadBytes,
        };
}
