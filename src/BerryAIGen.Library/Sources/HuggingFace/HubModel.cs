using System.Text.Json.Nodes;
using BerryAIGen.Library.Sources.Api;

namespace BerryAIGen.Library.Sources.HuggingFace;

/// <summary>A repository at one commit.</summary>
internal sealed record HubModel
{
    /// <summary>The name by which the hub calls it now; renamed ones answer under the old name as well.</summary>
    public required string Id { get; init; }

    /// <summary>The commit that a branch or tag means now; files are asked for by it, so that all are of one state.</summary>
    public required string Commit { get; init; }

    /// <summary>Conditions must be accepted before its files are handed out.</summary>
    public bool IsGated { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Its model card, as far as it is worth keeping: licence, what it is derived from, what it is for.</summary>
    public JsonObject Card { get; init; } = [];

    public string Name => Id.Split('/')[^1];

    public string? Owner => Id.Split('/') is [var owner, _] ? owner : null;

    /// <summary>Null when the answer names no commit.</summary>
    public static HubModel? From(JsonNode? answer, string asked)
    {
        if (answer.Text("sha") is not { Length: > 0 } commit)
            return null;
        var tags = answer.Texts("tags");
        return new HubModel
        {
            Id = answer.Text("id") ?? asked,
            Commit = commit,
            IsGated =
                answer.Member("gated") is { } gated && gated.GetValueKind() is not System.Text.Json.JsonValueKind.False,
            // Those with a colon are facts of their own kind: license:mit, region:us, base_model:finetune:…
            Tags = [.. tags.Where(tag => !tag.Contains(':'))],
            Card = CardOf(answer, tags),
        };
    }

    private static JsonObject CardOf(JsonNode? answer, IReadOnlyList<string> tags)
    {
        var data = answer.Member("cardData");
        var card = new JsonObject
        {
            ["licence"] = data.Text("license") ?? FirstTag(tags, "license:"),
            ["licence_name"] = data.Text("license_name"),
            ["licence_link"] = data.Text("license_link"),
            ["pipeline_tag"] = answer.Text("pipeline_tag") ?? data.Text("pipeline_tag"),
            ["library_name"] = answer.Text("library_name") ?? data.Text("library_name"),
        };
        if (data.Texts("base_model") is { Count: > 0 } bases)
            card["base_models"] = new JsonArray([.. bases.Select(name => (JsonNode)name)]);
        if (tags.Count > 0)
            card["tags"] = new JsonArray([.. tags.Select(tag => (JsonNode)tag)]);
        foreach (var name in card.Where(member => member.Value is null).Select(member => member.Key).ToArray())
            card.Remove(name);
        return card;
    }

    private static string? FirstTag(IReadOnlyList<string> tags, string start) =>
        tags.FirstOrDefault(tag => tag.StartsWith(start, StringComparison.Ordinal))?[start.Length..];
}
