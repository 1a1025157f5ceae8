namespace BerryAIGen.Database.Compatibility;

/// <summary>
/// Which models came and went with the last revisions: what was made for one of them is brought up to a later one without
/// going through the whole library.
/// </summary>
internal sealed class LibraryChanges
{
    // More than these are quicker judged from the start.
    private const int MostSteps = 64;
    private const int MostModels = 1000;
    private const int MostKept = 4 * MostModels;

    private readonly Lock _turn = new();
    private readonly Queue<Step> _steps = new();
    private int _models;

    /// <summary>A model that changed went as it was and came as it is.</summary>
    public void Add(long from, long to, IReadOnlyList<JudgedModel> gone, IReadOnlyList<JudgedModel> come)
    {
        lock (_turn)
        {
            // Nobody finds a way across it then.
            if (gone.Count + come.Count > MostModels)
            {
                _steps.Clear();
                _models = 0;
                return;
            }

            var step = new Step(from, to, gone, come);
            _models += step.Models;
            _steps.Enqueue(step);
            while (_steps.Count > MostSteps || _models > MostKept)
                _models -= _steps.Dequeue().Models;
        }
    }

    /// <summary>All that went and came between two revisions; null when it is not known any more.</summary>
    public (IReadOnlySet<JudgedModel> Gone, IReadOnlyList<JudgedModel> Come)? FindBetween(long from, long to)
    {
        HashSet<JudgedModel> gone = [];
        List<JudgedModel> come = [];
        lock (_turn)
        {
            foreach (var step in _steps.Where(step => step.From >= from && step.To <= to))
            {
                if (step.From != from)
                    return null;
                gone.UnionWith(step.Gone);
                come.AddRange(step.Come);
                from = step.To;
            }
        }

        // What came and went again was never there.
        come.RemoveAll(gone.Contains);
        return from == to ? (gone, come) : null;
    }

    private sealed record Step(long From, long To, IReadOnlyList<JudgedModel> Gone, IReadOnlyList<JudgedModel> Come)
    {
        public int Models => Gone.Count + Come.Count;
    }
}
