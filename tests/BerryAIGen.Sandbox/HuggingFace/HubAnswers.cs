using System.Text.Json.Nodes;
using BerryAIGen.Sandbox.Wire;

namespace BerryAIGen.Sandbox.HuggingFace;

/// <summary>Refusals: the code and the message are headers, and the body says it once more.</summary>
internal static class HubAnswers
{
    public static Answer Of(HubRefusal refusal, bool isApi)
    {
        var answer = (
            isApi ? Answer.Error(refusal.Status, refusal.Message) : Answer.Plain(refusal.Status, refusal.Message)
        ).With("X-Error-Message", refusal.Message);
        return refusal.Code is { } code ? answer.With("X-Error-Code", code) : answer;
    }

    public static HubRefusal UnknownRevision(string revision) =>
        new(404, "RevisionNotFound", $"Invalid rev id: {revision}");

    public static HubRefusal UnknownEntry => new(404, "EntryNotFound", "Entry not found");

    /// <summary>Whose token it is.</summary>
    public static JsonObject Person =>
        new()
        {
            ["type"] = "user",
            ["id"] = "65f0c0ffee00000000000001",
            ["name"] = "sandbox-person",
            ["fullname"] = "Sandbox Person",
            ["isPro"] = false,
            ["orgs"] = new JsonArray(),
            ["auth"] = new JsonObject
            {
                ["type"] = "access_token",
                ["accessToken"] = new JsonObject { ["displayName"] = "sandbox", ["role"] = "read" },
            },
        };

    public static JsonObject Model(Repository repository, string commit)
    {
        var json = new JsonObject
        {
            ["_id"] = commit[..24],
            ["id"] = repository.Id,
            ["modelId"] = repository.Id,
            ["private"] = repository.IsPrivate,
            ["sha"] = commit,
            ["lastModified"] = "2026-05-04T03:02:01.000Z",
            ["tags"] = JsonText.Array(repository.Tags),
            ["downloads"] = 1234,
            ["likes"] = 56,
        };
        if (repository.Id.Contains('/'))
            json["author"] = repository.Id.Split('/')[0];
        json["gated"] = repository.Gated is { } kind ? kind : false;
        json["disabled"] = false;
        if (repository.Pipeline is not null)
            json["pipeline_tag"] = repository.Pipeline;
        if (repository.Library is not null)
            json["library_name"] = repository.Library;
        if (repository.Licence is not null)
        {
            var card = new JsonObject { ["license"] = repository.Licence };
            // One base is a text, several are a list; both are in the cards.
            if (repository.BaseModels is [var only])
                card["base_model"] = only;
            else if (repository.BaseModels.Count > 1)
                card["base_model"] = JsonText.Array(repository.BaseModels);
            json["cardData"] = card;
        }

        json["siblings"] = new JsonArray([
            .. repository.Files.Select(file => (JsonNode)new JsonObject { ["rfilename"] = file.Path }),
        ]);
        return json;
    }

    /// <summary>What lies directly in a folder, or everything below it.</summary>
    public static JsonArray Tree(Repository repository, string folder, bool isRecursive)
    {
        var prefix = folder.Length == 0 ? "" : folder + "/";
        var below = repository.Files.Where(file => file.Path.StartsWith(prefix, StringComparison.Ordinal)).ToList();
        var folders = below
            .SelectMany(file => Folders(file.Path[prefix.Length..]))
            .Where(name => isRecursive || !name.Contains('/'))
            .Distinct()
            .Select(name => (JsonNode)Folder(prefix + name));
        var files = below
            .Where(file => isRecursive || !file.Path[prefix.Length..].Contains('/'))
            .Select(file => (JsonNode)File(file));
        return new JsonArray([.. folders, .. files]);
    }

    private static IEnumerable<string> Folders(string path)
    {
        for (var slash = path.IndexOf('/'); slash >= 0; slash = path.IndexOf('/', slash + 1))
            yield return path[..slash];
    }

    private static JsonObject Folder(string path) =>
        new()
        {
            ["type"] = "directory",
            ["oid"] = "0000000000000000000000000000000000000000",
            ["size"] = 0,
            ["path"] = path,
        };

    private static JsonObject File(RepositoryFile file)
    {
        var json = new JsonObject
        {
            ["type"] = "file",
            ["oid"] = file.GitObjectId,
            ["size"] = file.Content.Length,
        };
        if (file.IsLarge)
            json["lfs"] = new JsonObject
            {
                ["oid"] = file.ObjectId,
                ["size"] = file.Content.Length,
                ["pointerSize"] = file.Pointer.Length,
            };
        if (file.IsXet)
            json["xetHash"] = file.XetHash;
        json["path"] = file.Path;
        return json;
    }
}
