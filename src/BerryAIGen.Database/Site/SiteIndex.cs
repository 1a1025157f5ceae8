using System.Globalization;
using System.Text.Json;
using BerryAIGen.Database.Models;
using BerryAIGen.Database.Revisions;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Site;

/// <summary>The lists of Civitai's API over the library: what decides them is kept in memory until the library changes.</summary>
/// <param name="database">Has the models.</param>
/// <param name="locals">Gives numbers to files that no source knows.</param>
/// <param name="mirrors">Whether what was fetched from Civitai is listed also where none of its files is here.</param>
public sealed class SiteIndex(LibraryDatabase database, LocalSources locals, bool mirrors) : IDisposable
{
    private readonly SemaphoreSlim _reading = new(1, 1);
    private volatile Reading? _now;

    /// <summary>Every model that can be had here.</summary>
    public async Task<IReadOnlyCollection<SiteEntry>> GetAsync(CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        if (_now is { } now && now.Mark == await MarkAsync(context, cancellationToken))
            return now.Entries.Values;
        await _reading.WaitAsync(cancellationToken);
        try
        {
            await locals.EnsureAsync(cancellationToken);
            var mark = await MarkAsync(context, cancellationToken);
            if (_now is { } fresh && fresh.Mark == mark)
                return fresh.Entries.Values;
            var entries = await ReadAsync(context, _now?.Entries, cancellationToken);
            _now = new Reading(mark, entries);
            return entries.Values;
        }
        finally
        {
            _reading.Release();
        }
    }

    public void Dispose() => _reading.Dispose();

    // What is fetched from Civitai changes no row of the registry, so the last of it is looked at as well.
    private static async Task<(long, int, DateTime?)> MarkAsync(
        LibraryContext context,
        CancellationToken cancellationToken
    ) =>
        (
            await LibraryRevision.ReadAsync(context, cancellationToken),
            await context.ModelVersions.CountAsync(cancellationToken),
            await context.SourceModels.MaxAsync(model => (DateTime?)model.UpdatedAt, cancellationToken)
        );

    private async Task<Dictionary<long, SiteEntry>> ReadAsync(
        LibraryContext context,
        Dictionary<long, SiteEntry>? before,
        CancellationToken cancellationToken
    )
    {
        var present = await PresentAsync(context, cancellationToken);
        Dictionary<long, SiteEntry> entries = [];
        var heads = context
            .SourceModels.AsNoTracking()
            .Select(model => new
            {
                model.Id,
                model.UpdatedAt,
                HasBody = model.Body != null,
                model.Source,
            });
        List<long> changed = [];
        await foreach (var head in heads.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            var isFetched = mirrors && head.Source == SiteIds.Civitai && head.HasBody;
            if (!present.ContainsKey(head.Id) && !isFetched)
                continue;
            if (
                before?.GetValueOrDefault(head.Id) is { } known
                && known.UpdatedAt == head.UpdatedAt
                && known.VersionIds.Order().SequenceEqual(Versions(head.Id))
            )
                entries.Add(head.Id, known);
            else
                changed.Add(head.Id);
        }

        // Bodies are large: a few at a time, and only those that are new.
        foreach (var some in changed.Chunk(200))
        {
            await foreach (
                var model in context
                    .SourceModels.AsNoTracking()
                    .Include(model => model.Versions)
                    .Where(model => some.Contains(model.Id))
                    .AsAsyncEnumerable()
                    .WithCancellation(cancellationToken)
            )
                entries.Add(model.Id, Describe(model, present.GetValueOrDefault(model.Id)));
        }

        return entries;

        IEnumerable<int> Versions(long model) => (present.GetValueOrDefault(model) ?? []).Order();
    }

    private static async Task<Dictionary<long, List<int>>> PresentAsync(
        LibraryContext context,
        CancellationToken cancellationToken
    )
    {
        var versions = await context
            .Registry.AsNoTracking()
            .Where(row => row.Status == ModelStatus.Local && row.LocalPath != null && row.ModelFileId != null)
            .Select(row => new
            {
                row.ModelFile!.ModelVersion!.SourceModelId,
                row.ModelFile.ModelVersion.SourceModel!.Source,
                row.ModelFile.ModelVersion.SourceId,
                row.ModelFile.ModelVersionId,
            })
            .Distinct()
            .ToListAsync(cancellationToken);
        return versions
            .GroupBy(version => version.SourceModelId)
            .ToDictionary(
                group => group.Key,
                group =>
                    group
                        .Select(version => SiteIds.Of(version.Source, version.SourceId, version.ModelVersionId))
                        .ToList()
            );
    }

    private static SiteEntry Describe(SourceModelRow model, List<int>? present)
    {
        using var document = JsonDocument.Parse(model.Body ?? "{}");
        var body = document.RootElement;
        var stats = Member(body, "stats");
        return new SiteEntry
        {
            Row = model.Id,
            UpdatedAt = model.UpdatedAt,
            Id = SiteIds.Of(model),
            Name = model.Name,
            Type = model.Type ?? "Other",
            Creator = model.Creator ?? Text(Member(body, "creator"), "username"),
            CreatorImage = Text(Member(body, "creator"), "image"),
            Tags = Texts(body, "tags"),
            BaseModels = [.. model.Versions.Select(version => version.BaseModel).OfType<string>().Distinct()],
            VersionIds =
                present
                ?? [.. model.Versions.Select(version => SiteIds.Of(model.Source, version.SourceId, version.Id))],
            IsMature = IsMature(body),
            IsMinor = Member(body, "minor").ValueKind == JsonValueKind.True,
            SupportsGeneration = Member(body, "supportsGeneration").ValueKind == JsonValueKind.True,
            IsUnlisted = Text(body, "availability") == "Unsearchable",
            IsArchived = Text(body, "mode") == "Archived",
            CheckpointType = Text(body, "checkpointType"),
            Downloads = Number(stats, "downloadCount"),
            ThumbsUp = Number(stats, "thumbsUpCount"),
            Comments = Number(stats, "commentCount"),
            PublishedAt = PublishedAt(body) ?? (long)(model.UpdatedAt - DateTime.UnixEpoch).TotalMilliseconds,
        };
    }

    // The level is a set of bits over all pictures; the first one is what everybody may see. Nothing known is nothing hidden.
    private static bool IsMature(JsonElement body) =>
        Member(body, "nsfw") is { ValueKind: JsonValueKind.True }
        || (Number(body, "nsfwLevel") is var level and > 0 && (level & 1) == 0);

    private static long? PublishedAt(JsonElement body) =>
        Member(body, "modelVersions") is { ValueKind: JsonValueKind.Array } versions
            ? versions
                .EnumerateArray()
                .Select(version => Text(version, "publishedAt"))
                .Select(text =>
                    DateTimeOffset.TryParse(
                        text,
                        CultureInfo.InvariantCulture,
                        DateTimeStyles.AssumeUniversal,
                        out var time
                    )
                        ? time.ToUnixTimeMilliseconds()
                        : (long?)null
                )
                .Max()
            : null;

    private static JsonElement Member(JsonElement value, string name) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out var member) ? member : default;

    private static string? Text(JsonElement value, string name) =>
        Member(value, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static long Number(JsonElement value, string name) =>
        Member(value, name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out var count)
            ? count
            : 0;

    private static string[] Texts(JsonElement value, string name) =>
        Member(value, name) is { ValueKind: JsonValueKind.Array } list
            ?
            [
                .. list.EnumerateArray()
                    .Where(item => item.ValueKind == JsonValueKind.String)
                    .Select(item => item.GetString()!),
            ]
            : [];

    private sealed record Reading((long, int, DateTime?) Mark, Dictionary<long, SiteEntry> Entries);
}
