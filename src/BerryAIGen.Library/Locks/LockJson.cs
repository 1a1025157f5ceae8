using System.Text.Json;
using System.Text.Json.Nodes;
using BerryAIGen.Library.Batches;
using BerryAIGen.Library.Naming;
using BerryAIGen.Library.Network;
using BerryAIGen.Library.Sources;

namespace BerryAIGen.Library.Locks;

/// <summary>The form of a lock file, and its strict reader: a lock that says half is none.</summary>
internal static class LockJson
{
    private const int Version = 1;

    public static JsonObject ToJson(LockFile locked) =>
        new()
        {
            ["lock_version"] = Version,
            ["files"] = new JsonArray([.. locked.Files.Select(file => (JsonNode)ToJson(file))]),
        };

    /// <exception cref="JsonException">The text is no lock.</exception>
    public static LockFile Parse(string text)
    {
        if (JsonText.Parse(text) is not JsonObject root || root["files"] is not JsonArray files)
            throw new JsonException("it has no list \"files\"");
        if (Number(root, "lock_version") is not Version)
            throw new JsonException($"its lock_version is {root["lock_version"]}, and {Version} is read");
        LockedFile[] read = [.. files.Select((file, index) => Parse(file, index + 1))];
        if (
            read.GroupBy(file => file.Place, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is
            { } twice
        )
            throw new JsonException($"{twice.Key} is there twice");
        return new LockFile(read);
    }

    private static JsonObject ToJson(LockedFile file)
    {
        var hashes = new JsonObject
        {
            ["sha256"] = file.Hashes.Sha256,
            ["blake3"] = file.Hashes.Blake3,
            ["autov3"] = file.Hashes.AutoV3,
            ["crc32"] = file.Hashes.Crc32,
        };
        var json = new JsonObject
        {
            ["folder"] = file.Folder,
            ["path"] = file.Path,
            ["size"] = file.SizeBytes,
            ["hashes"] = WithoutNulls(hashes),
            ["source"] = file.Source,
            ["reference"] = file.Reference,
            ["url"] = file.Url is { } url ? SafeText.Address(url) : null,
            ["model_id"] = file.ModelId,
            ["version_id"] = file.VersionId,
            ["file_id"] = file.FileId,
            ["repository"] = file.Repository,
            ["revision"] = file.Revision,
        };
        return WithoutNulls(json);
    }

    private static LockedFile Parse(JsonNode? node, int number)
    {
        if (node is not JsonObject file)
            throw new JsonException($"file {number} is not an object");
        var path = Text(file, "path") ?? throw Lacks(number, null, "path");
        if (path.Length == 0 || !SafePath.IsInside(path))
            throw new JsonException($"file {number}: \"{path}\" is no path below a folder");
        var hashes = file["hashes"] as JsonObject ?? [];
        var sha256 = Text(hashes, "sha256")?.ToLowerInvariant();
        if (sha256 is not { Length: 64 } || !sha256.All(char.IsAsciiHexDigit))
            throw Lacks(number, path, "sha256 of 64 hex digits");
        if (file["size"] is not JsonValue value || !value.TryGetValue<long>(out var size) || size < 0)
            throw Lacks(number, path, "size");
        var url = Text(file, "url");
        return new LockedFile
        {
            Folder = Text(file, "folder"),
            Path = path,
            SizeBytes = size,
            Hashes = new ExpectedHashes
            {
                Sha256 = sha256,
                Blake3 = Text(hashes, "blake3"),
                AutoV3 = Text(hashes, "autov3"),
                Crc32 = Text(hashes, "crc32"),
            },
            Source = Text(file, "source"),
            Reference = Text(file, "reference"),
            Url =
                url is null ? null
                : Uri.TryCreate(url, UriKind.Absolute, out var address) ? address
                : throw new JsonException($"file {number} ({path}): its url \"{url}\" is no address"),
            ModelId = Number(file, "model_id"),
            VersionId = Number(file, "version_id"),
            FileId = Number(file, "file_id"),
            Repository = Text(file, "repository"),
            Revision = Text(file, "revision"),
        };
    }

    private static JsonException Lacks(int number, string? path, string what) =>
        new($"file {number}{(path is null ? "" : $" ({path})")} has no {what}");

    private static string? Text(JsonObject json, string name) =>
        json[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static int? Number(JsonObject json, string name) =>
        json[name] is JsonValue value && value.TryGetValue<int>(out var number) ? number : null;

    private static JsonObject WithoutNulls(JsonObject json)
    {
        foreach (var name in json.Where(member => member.Value is null).Select(member => member.Key).ToArray())
            json.Remove(name);
        return json;
    }
}
