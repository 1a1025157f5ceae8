using BerryAIGen.Database.Models;
using BerryAIGen.Database.Revisions;
using BerryAIGen.Library.Compatibility.Machines;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Compatibility;

/// <summary>
/// What runs the models of the library: read in one go, judged when it is asked for, kept until a model, a definition
/// or the machine changes. Models that stayed as they were keep their verdicts.
/// </summary>
public sealed class CompatibilityCache(LibraryDatabase database, RegistryFacts facts, MachineProfile machine)
    : IDisposable
{
    private readonly SemaphoreSlim _reading = new(1, 1);
    private volatile LibraryVerdicts? _now;

    /// <summary>Of the library as it is now.</summary>
    public async Task<LibraryVerdicts> GetAsync(CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        var revision = await LibraryRevision.ReadAsync(context, cancellationToken);
        if (_now is { } now && now.Revision == revision)
            return now;
        await _reading.WaitAsync(cancellationToken);
        try
        {
            // Who waited finds what the other one read.
            if (_now is { } fresh && fresh.Revision >= revision)
                return fresh;
            return _now = await ReadAsync(context, revision, cancellationToken);
        }
        finally
        {
            _reading.Release();
        }
    }

    /// <summary>Forgets everything; the next question judges anew.</summary>
    public void Clear() => _now = null;

    public void Dispose() => _reading.Dispose();

    private async Task<LibraryVerdicts> ReadAsync(
        LibraryContext context,
        long revision,
        CancellationToken cancellationToken
    )
    {
        // Of definitions that were read again and again only the last ones are of use.
        var before = _now is { Slots.IsFull: false } known ? known : null;
        var pool = new FactsPool();
        Dictionary<string, JudgedModel> models = new(StringComparer.Ordinal);
        var rows = context
            .Registry.AsNoTracking()
            .Select(row => new ModelRow
            {
                Id = row.Id,
                Name = "",
                Status = row.Status,
                StatusDetail = row.StatusDetail,
                Metadata = row.Metadata,
                Capabilities = row.Capabilities,
                Format = row.Format,
                Architecture = row.Architecture,
                ModelType = row.ModelType,
                Size = row.Size,
                DiskUsage = row.DiskUsage,
                Origin = row.Origin,
            });
        await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            var mark = JudgedModel.MarkOf(row);
            models.Add(
                row.Id,
                before?.Find(row.Id) is { } same && same.IsOf(mark)
                    ? same
                    : new JudgedModel(row, mark, facts.Of(row), pool)
            );
        }

        return new LibraryVerdicts(revision, models, machine, before?.Slots ?? new ProviderSlots());
    }
}
