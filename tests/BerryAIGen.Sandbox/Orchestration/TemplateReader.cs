using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using BerryAIGen.Sandbox.Wire;

namespace BerryAIGen.Sandbox.Orchestration;

/// <summary>What the orchestrator accepts: it refuses unknown words of discriminators, and ignores unknown members.</summary>
internal static partial class TemplateReader
{
    private const int MostTags = 10;
    private const int LongestTag = 200;

    /// <summary>Null when it may be run.</summary>
    public static Answer? Refuse(JsonObject template, OrchestratorTables tables, bool waits)
    {
        if (JsonParts.List(template, "steps") is not { Count: > 0 } steps)
            return Problem.Invalid("steps", "The field steps must have at least one item.");
        if (JsonParts.List(template, "tags") is { } tags && RefuseTags(tags) is { } wrongTags)
            return wrongTags;
        if (JsonParts.Text(template, "externalId") is { } id && !ExternalId().IsMatch(id))
            return Problem.Invalid("externalId", "The externalId must match ^[A-Za-z0-9_-]{1,128}$.");
        var callbacks = JsonParts.List(template, "callbacks") ?? [];
        for (var i = 0; i < callbacks.Count; i++)
        {
            if (!IsReachable(JsonParts.Text(callbacks[i], "url")))
                return Problem.Invalid($"callbacks[{i}].url", "The url must be an absolute https address.");
        }

        if (JsonParts.Flag(template, "ephemeral") == true && callbacks.Count == 0 && !waits)
            return Problem.Of(400, "Bad Request", "An ephemeral workflow needs a callback or a wait.");
        for (var i = 0; i < steps.Count; i++)
        {
            if (RefuseStep(steps, i, tables) is { } wrong)
                return wrong;
        }

        return null;
    }

    public static string NameOf(JsonArray steps, int index) => JsonParts.Text(steps[index], "name") ?? $"${index}";

    public static Answer? RefuseTag(string? tag) =>
        string.IsNullOrWhiteSpace(tag) || tag.Length > LongestTag
            ? Problem.Invalid("tag", $"The tag must have 1 to {LongestTag} characters.")
            : null;

    private static Answer? RefuseTags(JsonArray tags) =>
        tags.Count > MostTags
            ? Problem.Invalid("tags", $"The field tags must have at most {MostTags} items.")
            : tags.Select(tag => RefuseTag(tag?.ToString())).FirstOrDefault(wrong => wrong is not null);

    private static Answer? RefuseStep(JsonArray steps, int index, OrchestratorTables tables)
    {
        var step = steps[index] as JsonObject;
        var type = JsonParts.Text(step, "$type");
        if (type is null || !tables.Steps.ContainsKey(type))
            return Problem.Invalid($"steps[{index}].$type", $"The value '{type}' is not a known step.");
        if (step!["input"] is null)
            return Problem.Invalid($"steps[{index}].input", "The input field is required.");
        var input = step["input"] as JsonObject ?? [];
        if (tables.EnginesOf(type) is not null)
        {
            if (tables.EngineOf(type, input) is not { } engine)
                return Invalid("engine");
            if (engine.UnknownWordIn(input) is { } word)
                return Invalid(word);
            if (
                JsonParts.Text(input, "resolution") is { } resolution
                && engine.Resolutions is { } known
                && !known.Contains(resolution, StringComparer.OrdinalIgnoreCase)
            )
                return Invalid("resolution");
        }

        var names = Enumerable.Range(0, steps.Count).Select(i => NameOf(steps, i)).Append("$arguments").ToHashSet();
        var unknown = References.NamesIn(input).FirstOrDefault(name => !names.Contains(name));
        return unknown is null
            ? null
            : Problem.Invalid($"steps[{index}].input", $"The reference '{unknown}' names no step.");

        Answer Invalid(string member) =>
            Problem.Invalid(
                $"steps[{index}].input.{member}",
                $"The value '{JsonParts.Text(input, member)}' is not valid for {member}."
            );
    }

    // The real service takes https only; http on loopback lets a test be called.
    private static bool IsReachable(string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback));

    [GeneratedRegex("^[A-Za-z0-9_-]{1,128}$")]
    private static partial Regex ExternalId();
}
