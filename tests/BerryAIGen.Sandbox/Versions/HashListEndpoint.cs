using System.Text.Json;
using System.Text.Json.Nodes;
using BerryAIGen.Sandbox.Downloads;
using BerryAIGen.Sandbox.Seeding;
using BerryAIGen.Sandbox.Wire;

namespace BerryAIGen.Sandbox.Versions;

/// <summary><c>POST /api/v1/model-versions/by-hash</c> and <c>/by-hash/ids</c>.</summary>
internal sealed class HashListEndpoint(Catalogue catalogue, SiteAddresses addresses, SandboxOptions options)
{
    private const int MaximumVersions = 100;
    private const int MaximumIds = 10_000;
    private const int Sha256Length = 64;

    public void Map(Routes routes)
    {
        routes.Public("/api/v1/model-versions/by-hash", call => AnswerAsync(call, MaximumVersions, Versions));
        routes.Public("/api/v1/model-versions/by-hash/ids", call => AnswerAsync(call, MaximumIds, Ids));
    }

    private async ValueTask<Answer> AnswerAsync(
        SandboxCall call,
        int maximum,
        Func<IReadOnlyList<SeededFile>, JsonArray> list
    )
    {
        var (body, refusal) = await ReadBodyAsync(call);
        if (refusal is not null)
            return refusal;
        var issues = Check(body, maximum);
        if (issues.Count > 0)
            return Answer.Error(400, $"Request must include an array of SHA256 Hashes. {JsonText.IndentedOf(issues)}");
        var files = body!
            .AsArray()
            .Select(hash => hash!.GetValue<string>().ToUpperInvariant())
            .Distinct()
            .SelectMany(catalogue.FilesByHash)
            .Where(file => file.Version is { IsPublished: true, Model.IsVisible: true });
        return Answer.Ok(list([.. files]));
    }

    // Another media type leaves the body a text.
    private static async ValueTask<(JsonNode? Body, Answer? Refusal)> ReadBodyAsync(SandboxCall call)
    {
        using var reader = new StreamReader(call.Http.Request.Body);
        var text = await reader.ReadToEndAsync(call.Aborted);
        if (!call.Http.Request.HasJsonContentType())
            return (text, null);
        try
        {
            return (JsonNode.Parse(text), null);
        }
        catch (JsonException)
        {
            return (null, Answer.Plain(400, "Invalid JSON"));
        }
    }

    private static JsonArray Check(JsonNode? body, int maximum)
    {
        if (body is not JsonArray hashes)
            return new JsonArray(ZodIssue.WrongType("array", TypeName(body), ""));
        if (hashes.Count > maximum)
            return new JsonArray(ZodIssue.TooMany(maximum));
        var issues = new JsonArray();
        for (var i = 0; i < hashes.Count; i++)
        {
            if (hashes[i]?.GetValueKind() != JsonValueKind.String)
                issues.Add(ZodIssue.WrongType("string", TypeName(hashes[i]), i));
            else if (hashes[i]!.GetValue<string>().Length != Sha256Length)
                issues.Add(ZodIssue.Custom(new JsonArray(i), "Invalid hash"));
        }

        return issues;
    }

    private static string TypeName(JsonNode? node) =>
        node?.GetValueKind() switch
        {
            null => "null",
            JsonValueKind.True or JsonValueKind.False => "boolean",
            { } kind => kind.ToString().ToLowerInvariant(),
        };

    // One entry per file, so a version may come twice; null where a version has no file that counts as its own.
    private JsonArray Versions(IReadOnlyList<SeededFile> files)
    {
        // The real server reads a header that does not exist, and writes what JavaScript makes of that.
        var address = options.BrokenBulkAddresses ? "https://undefined" : addresses.Civitai;
        var json = new VersionJson(address, addresses.Images);
        return new JsonArray([
            .. files.Select(file => FileChoice.HasPrimary(file.Version) ? (JsonNode?)json.Of(file.Version) : null),
        ]);
    }

    private static JsonArray Ids(IReadOnlyList<SeededFile> files) =>
        new([
            .. files.Select(file =>
                (JsonNode)
                    new JsonObject
                    {
                        ["modelVersionId"] = file.Version.Id,
                        ["modelId"] = file.Version.Model.Id,
                        ["hash"] = file.Hashes.Sha256,
                    }
            ),
        ]);
}
