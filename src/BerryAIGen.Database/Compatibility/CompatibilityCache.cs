using BerryAIGen.Database.Models;
using BerryAIGen.Database.Revisions;
using BerryAIGen.Library.Compatibility.Machines;

namespace BerryAIGen.Database.Compatibility;

/// <summary>
/// What runs the models of the library: read in one go, judged when it is asked for, kept until a model or a definition
/// changes. Of the library's next revision only the models that changed are read and judged. The machine is the one of the
/// start.
/// </summary>
public sealed class CompatibilityCache(LibraryDatabase database, RegistryFacts facts, MachineProfile machine)
    : IDisposable
{
    private readonly SemaphoreSlim _reading = new(1, 1);
    private volatile LibraryVerdicts? _now;

    /// <summary>Of the library as it is now.</summary>
    public async Task<LibraryVerdicts> GetAsync(CancellationToken cancellationToken)
    {
        var revision = await ReadRevisionAsync(cancellationToken);
        if (_now is { } now && now.Revision == revision)
            return now;
        await _reading.WaitAsync(cancellationToken);
        try
        {
            // Who waited finds what the other one read.
            if (_now is { } fresh && fresh.Revision >= revision)
                return fresh;
            // Others may have written while somebody waited.
            revision = await ReadRevisionAsync(cancellationToken);
            return _now = await ReadAsync(revision, cancellationToken);
        }
        finally
        {
            _reading.Release();
        }
    }

    /// <summary>Forgets everything; the next question judges anew.</summary>
    public void Clear() => _now = null;

    public void Dispose() => _reading.Dispose();

    // Who waits for another one's reading holds no connection, of which there are only so many.
    private async Task<long> ReadRevisionAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await LibraryRevision.ReadAsync(connection, cancellationToken);
    }

    private async Task<LibraryVerdicts> ReadAsync(long revision, CancellationToken cancellationToken)
    {
        // Of definitions that were read again and again only the last ones are of use.
        var before = _now is { Memory.Slots.IsFull: false } known ? known : null;
        var memory = before?.Memory ?? new VerdictMemory();
        var pool = new FactsPool();
        List<JudgedModel> come = [];
        var models = await database.Look.ReadAsync(database, before, Judge, cancellationToken);
        if (before is not null)
            memory.Changes.Add(before.Revision, revision, GoneOf(before, models, come), come);
        return new LibraryVerdicts(revision, models, machine, memory);

        JudgedModel Judge(ModelRow row, UInt128 mark)
        {
            var model = new JudgedModel(row, mark, facts.Of(row), pool);
            come.Add(model);
            return model;
        }
    }

    private static JudgedModel[] GoneOf(
        LibraryVerdicts before,
        Dictionary<string, JudgedModel> models,
        List<JudgedModel> come
    )
    {
        JudgedModel[] replaced = [.. come.Select(model => before.Find(model.Id)).OfType<JudgedModel>()];
        // Those that stayed and those that changed are all that there were, or some went.
        return before.Count == models.Count - come.Count + replaced.Length
            ? replaced
            : [.. before.Models.Where(model => models.GetValueOrDefault(model.Id) != model)];
    }
}
