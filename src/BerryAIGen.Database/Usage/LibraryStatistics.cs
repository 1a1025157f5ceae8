using BerryAIGen.Database.Models;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Usage;

/// <summary>The library in numbers.</summary>
public sealed class LibraryStatistics(LibraryDatabase database)
{
    /// <summary>How many there are, by status and by provider, and what they take.</summary>
    public async Task<LibraryNumbers> ReadAsync(CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        var groups = await context
            .Registry.GroupBy(row => new { row.Provider, row.Status })
            .Select(group => new StatusGroup(
                group.Key.Provider,
                group.Key.Status,
                group.Count(),
                group.Sum(row => row.LocalPath == null ? 0 : row.DiskUsage ?? 0)
            ))
            .ToListAsync(cancellationToken);
        var updated = await context.Registry.MaxAsync(row => (DateTime?)row.UpdatedAt, cancellationToken);
        return new LibraryNumbers(groups, updated);
    }

    /// <summary>How many models can do what, by the word.</summary>
    public async Task<IReadOnlyList<CapabilityCount>> CapabilitiesAsync(CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        var rows = await context
            .Registry.Where(row => row.Capabilities != "[]")
            .GroupBy(row => new { row.Capabilities, row.Status })
            .Select(group => new { group.Key, Count = group.Count() })
            .ToListAsync(cancellationToken);
        return
        [
            .. rows.SelectMany(row =>
                    (System.Text.Json.JsonSerializer.Deserialize<string[]>(row.Key.Capabilities) ?? [])
                        .Distinct()
                        .Select(word => (Word: word, row.Key.Status, row.Count))
                )
                .GroupBy(row => row.Word)
                .Select(group => new CapabilityCount(
                    group.Key,
                    group.Sum(row => row.Count),
                    group.Where(row => row.Status == ModelStatus.Local).Sum(row => row.Count)
                ))
                .OrderBy(row => row.Name, StringComparer.Ordinal),
        ];
    }

    /// <summary>The models here that were used last.</summary>
    public async Task<IReadOnlyList<ModelRow>> LastUsedAsync(int most, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        return await context
            .Registry.AsNoTracking()
            .Where(row => row.LastUsed != null && row.LocalPath != null)
            .OrderByDescending(row => row.LastUsed)
            .ThenBy(row => row.Id)
            .Take(most)
            .ToListAsync(cancellationToken);
    }
}

/// <summary>The models of one provider that have one status.</summary>
/// <param name="Provider">The provider; empty for models that none runs.</param>
/// <param name="Status">One of <see cref="ModelStatus"/>.</param>
/// <param name="Count">How many.</param>
/// <param name="DiskUsage">Bytes on the disk.</param>
public sealed record StatusGroup(string Provider, string Status, int Count, long DiskUsage);

/// <summary>The library in numbers.</summary>
/// <param name="Groups">By provider and status.</param>
/// <param name="UpdatedAt">When a model changed last; null for an empty library.</param>
public sealed record LibraryNumbers(IReadOnlyList<StatusGroup> Groups, DateTime? UpdatedAt)
{
    public int Count(string? status) =>
        Groups.Where(one => status is null || one.Status == status).Sum(one => one.Count);

    public long DiskUsage => Groups.Sum(one => one.DiskUsage);
}

/// <summary>What models can do.</summary>
/// <param name="Name">The word.</param>
/// <param name="ModelCount">How many can.</param>
/// <param name="LocalCount">How many of those are here.</param>
public sealed record CapabilityCount(string Name, int ModelCount, int LocalCount);
