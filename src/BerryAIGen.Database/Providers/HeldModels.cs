using BerryAIGen.Database.Machines;
using BerryAIGen.Database.Models;
using BerryAIGen.Library.Compatibility.Health;
using BerryAIGen.Library.Compatibility.Providers;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Providers;

/// <summary>
/// Lists in the registry what providers hold in stores of their own. What they no longer hold goes; where a person said
/// or did something with it, it stays as missing.
/// </summary>
/// <param name="database">Has the registry.</param>
/// <param name="time">Stamps changes.</param>
/// <remarks>What lies on another machine that uses the database is that machine's to tell of.</remarks>
public sealed class HeldModels(LibraryDatabase database, TimeProvider time)
{
    /// <summary>Brings the rows of a provider to what it answered.</summary>
    public async Task TakeOverAsync(
        ProviderDefinition provider,
        ProviderHealth health,
        CancellationToken cancellationToken
    )
    {
        // What a cloud offers is not here, and who was not asked has what it had.
        if (
            provider.InferenceType != "local"
            || health.State == ProviderState.NotAsked
            || (health.Models is null && health.State is ProviderState.NoServer or ProviderState.Reachable)
        )
            return;
        await using var context = database.CreateContext();
        var rows = await context
            .Registry.Where(row => row.Origin == provider.Id)
            .ToDictionaryAsync(row => row.Id, cancellationToken);
        var here = IsOfThisMachine(health) ? database.Machine : null;
        if (database.Machine is { } machine)
        {
            var holders = rows.Values.SelectMany(HeldRow.MachinesOf);
            var seen = await MachinesSeen.TellAsync(context, machine, holders, Now, cancellationToken);
            HeldRow.Strike(rows.Values, seen);
        }

        if (health.State == ProviderState.NotConfigured)
            Forget(context, rows.Values, here: null);
        else if (health.HasFailed)
            MarkUnreachable(rows.Values, here);
        else
            await TakeOverAsync(context, provider, rows, health.Models!, here, cancellationToken);
        Stamp(context);
        try
        {
            await context.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException) when (!cancellationToken.IsCancellationRequested)
        {
            // Another server on the same database did the same at the same time; the next look finds what it left.
        }
    }

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    // A folder, or an address that is another program on every machine.
    private static bool IsOfThisMachine(ProviderHealth health) => health.Address?.IsLoopback ?? true;

    private async Task TakeOverAsync(
        LibraryContext context,
        ProviderDefinition provider,
        Dictionary<string, ModelRow> rows,
        IReadOnlyList<HeldModel> models,
        string? here,
        CancellationToken cancellationToken
    )
    {
        var listed = await ListedNamesAsync(context, provider, cancellationToken);
        // A server that loads files of the library names them; they are listed already.
        var held = models
            .Where(model => !listed.Contains(HeldRow.FileName(model.Path ?? model.Name)))
            .DistinctBy(model => HeldRow.IdOf(provider, model))
            .ToDictionary(model => HeldRow.IdOf(provider, model));
        string[] fresh = [.. held.Keys.Where(id => !rows.ContainsKey(id))];
        var taken = await context
            .Registry.AsNoTracking()
            .Where(row => fresh.Contains(row.Id))
            .Select(row => row.Id)
            .ToHashSetAsync(cancellationToken);
        foreach (var (id, model) in held)
        {
            if (taken.Contains(id))
                continue;
            var isKnown = rows.Remove(id, out var known);
            var row = known ?? HeldRow.New(provider, model, Now);
            if (!isKnown)
                context.Registry.Add(row);
            if (row.StatusDetail == StatusDetails.Missing)
                Note(context, row, "returned", ModelStatus.Local);
            // Of several machines that hold it the first one describes it.
            if (HeldRow.Join(row, here))
                HeldRow.Describe(row, provider, model);
        }

        Forget(context, rows.Values, here);
    }

    private void Forget(LibraryContext context, IEnumerable<ModelRow> rows, string? here)
    {
        foreach (var row in rows.Where(row => HeldRow.Leave(row, here)))
        {
            if (!row.HasPersonsWords())
                context.Registry.Remove(row);
            else if (row.StatusDetail != StatusDetails.Missing)
            {
                (row.Status, row.StatusDetail, row.LocalPath) = (ModelStatus.Error, StatusDetails.Missing, null);
                Note(context, row, "missing", row.Status);
            }
        }
    }

    private static void MarkUnreachable(IEnumerable<ModelRow> rows, string? here)
    {
        foreach (var row in rows.Where(row => row.Status == ModelStatus.Local && HeldRow.IsFirst(row, here)))
            row.StatusDetail = StatusDetails.Unreachable;
    }

    private void Note(LibraryContext context, ModelRow row, string what, string status) =>
        context.ModelEvents.Add(
            new ModelEventRow
            {
                ModelId = row.Id,
                At = Now,
                Event = what,
                Status = status,
            }
        );

    private void Stamp(LibraryContext context)
    {
        context.ChangeTracker.DetectChanges();
        foreach (var entry in context.ChangeTracker.Entries<ModelRow>())
        {
            if (entry.State is EntityState.Added or EntityState.Modified)
                entry.Entity.UpdatedAt = Now;
        }
    }

    private static async Task<HashSet<string>> ListedNamesAsync(
        LibraryContext context,
        ProviderDefinition provider,
        CancellationToken cancellationToken
    ) =>
        (
            await context
                .Registry.AsNoTracking()
                .Where(row => row.LocalPath != null && row.Origin != provider.Id)
                .Select(row => row.LocalPath!)
                .ToListAsync(cancellationToken)
        )
            .Select(HeldRow.FileName)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
}
