namespace BerryAIGen.Generation.Orchestrators.Own.Workers;

/// <summary>
/// Which types of steps nobody has done for long, as one server sees it: only time counts in which it saw all the others,
/// so that neither a database that was away nor a server that starts again ends anything.
/// </summary>
public sealed class WorkerWatch
{
    /// <summary>How long nobody must do a type before its steps are given up.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    // Who looked longer ago than this saw nothing of what was between: servers look every ten seconds.
    private static readonly TimeSpan Gap = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, DateTime> _done = new(StringComparer.Ordinal);
    private DateTime? _began;
    private DateTime _looked;

    /// <summary>Remembers what is done here and elsewhere at a time.</summary>
    public void Look(DateTime now, IEnumerable<string> types)
    {
        lock (_lock)
        {
            if (_began is null || now < _looked || now - _looked > Gap)
                _began = now;
            _looked = now;
            foreach (var type in types)
                _done[type] = now;
        }
    }

    /// <summary>Others could not be seen: the time begins anew with the next look.</summary>
    public void Interrupt()
    {
        lock (_lock)
            _began = null;
    }

    /// <summary>Whether nobody has done such steps for long.</summary>
    public bool IsLost(string type)
    {
        lock (_lock)
        {
            if (_began is not { } since)
                return false;
            if (_done.TryGetValue(type, out var last) && last > since)
                since = last;
            return _looked - since >= Patience;
        }
    }
}
