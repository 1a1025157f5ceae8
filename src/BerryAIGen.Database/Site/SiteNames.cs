using System.Text.Json.Nodes;

namespace BerryAIGen.Database.Site;

/// <summary>Who made the models that can be had here, their tags, and what Civitai was asked for besides.</summary>
/// <param name="index">The models.</param>
/// <param name="records">What was asked for.</param>
/// <param name="mirrors">Whether names count that no model here bears.</param>
public sealed class SiteNames(SiteIndex index, SiteRecords records, bool mirrors)
{
    /// <summary>By name; how many models each has here, or at Civitai when there are none here.</summary>
    public async Task<IReadOnlyList<SiteCreator>> CreatorsAsync(CancellationToken cancellationToken)
    {
        var here = (await index.GetAsync(cancellationToken))
            .Where(entry => entry.Creator is not null)
            .GroupBy(entry => entry.Creator!, StringComparer.OrdinalIgnoreCase)
            .Select(group => new SiteCreator(
                group.Key,
                group.Count(),
                group.Select(entry => entry.CreatorImage).FirstOrDefault(image => image is not null)
            ));
        var asked = await AskedAsync(SiteRecordRow.Creator, cancellationToken);
        return
        [
            .. here.Concat(asked.Select(Read))
                .DistinctBy(creator => creator.Name, StringComparer.OrdinalIgnoreCase)
                .OrderBy(creator => creator.Name, StringComparer.OrdinalIgnoreCase),
        ];
    }

    public async Task<IReadOnlyList<string>> TagsAsync(CancellationToken cancellationToken)
    {
        var here = (await index.GetAsync(cancellationToken)).SelectMany(entry => entry.Tags);
        var asked = await AskedAsync(SiteRecordRow.Tag, cancellationToken);
        return
        [
            .. here.Concat(asked.Select(tag => tag["name"]!.ToString()))
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal),
        ];
    }

    private async Task<IReadOnlyList<JsonObject>> AskedAsync(string kind, CancellationToken cancellationToken) =>
        mirrors ? await records.ReadAsync(kind, cancellationToken) : [];

    private static SiteCreator Read(JsonObject told) =>
        new(
            told["username"]!.ToString(),
            told["modelCount"] is JsonValue number && number.TryGetValue<int>(out var count) ? count : 0,
            told["image"]?.ToString()
        );
}

/// <summary>Somebody who made models.</summary>
/// <param name="Name">As Civitai knows them.</param>
/// <param name="Models">How many; 0 where nobody said.</param>
/// <param name="Image">An address on Civitai; null when none was told.</param>
public sealed record SiteCreator(string Name, int Models, string? Image);
