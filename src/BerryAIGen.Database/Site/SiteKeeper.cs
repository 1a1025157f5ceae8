using System.Globalization;
using System.Text.Json.Nodes;
using BerryAIGen.Database.Models;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Site;

/// <summary>Keeps what Civitai told of models and versions, as it told it.</summary>
public sealed class SiteKeeper(LibraryDatabase database, TimeProvider time)
{
    /// <summary>Those that Civitai could tell of and has not told of yet.</summary>
    public async Task<IReadOnlyList<int>> FindMissingAsync(IReadOnlyList<int> ids, CancellationToken cancellationToken)
    {
        var names = ids.Where(id => SiteIds.FindRow(id) is null)
            .Select(id => id.ToString(CultureInfo.InvariantCulture))
            .ToArray();
        await using var context = database.CreateContext();
        var known = await context
            .SourceModels.Where(model =>
                model.Source == SiteIds.Civitai && names.Contains(model.SourceId) && model.Body != null
            )
            .Select(model => model.SourceId)
            .ToListAsync(cancellationToken);
        return [.. names.Except(known).Select(name => int.Parse(name, CultureInfo.InvariantCulture))];
    }

    /// <summary>A model with its versions and files; false when it is none.</summary>
    public Task<bool> KeepModelAsync(JsonObject body, CancellationToken cancellationToken) =>
        WrittenByOther.RetryAsync(() => KeepModelOnceAsync(body, cancellationToken));

    /// <summary>A version of a model that is kept already; false when it is none.</summary>
    public Task<bool> KeepVersionAsync(JsonObject body, CancellationToken cancellationToken) =>
        WrittenByOther.RetryAsync(() => KeepVersionOnceAsync(body, cancellationToken));

    private async Task<bool> KeepModelOnceAsync(JsonObject body, CancellationToken cancellationToken)
    {
        if (Id(body) is not { } id)
            return false;
        await using var context = database.CreateContext();
        var model = await FindAsync(context, id, cancellationToken);
        if (model is null)
        {
            model = new SourceModelRow
            {
                Source = SiteIds.Civitai,
                SourceId = id,
                Name = Text(body, "name") ?? id,
            };
            context.SourceModels.Add(model);
        }

        model.Name = Text(body, "name") ?? model.Name;
        model.Type = Text(body, "type") ?? model.Type;
        model.Creator = body["creator"] is JsonObject creator ? Text(creator, "username") : model.Creator;
        model.Body = body.ToJsonString();
        model.UpdatedAt = Now;
        foreach (var version in (body["modelVersions"] as JsonArray ?? []).OfType<JsonObject>())
            AddVersion(model, version, isWhole: false);
        await context.SaveChangesAsync(cancellationToken);
        return true;
    }

    private async Task<bool> KeepVersionOnceAsync(JsonObject body, CancellationToken cancellationToken)
    {
        if (body["modelId"]?.ToString() is not { } modelId)
            return false;
        await using var context = database.CreateContext();
        if (await FindAsync(context, modelId, cancellationToken) is not { } model)
            return false;
        AddVersion(model, body, isWhole: true);
        model.UpdatedAt = Now;
        await context.SaveChangesAsync(cancellationToken);
        return true;
    }

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    private static Task<SourceModelRow?> FindAsync(
        LibraryContext context,
        string id,
        CancellationToken cancellationToken
    ) =>
        context
            .SourceModels.Include(model => model.Versions)
                .ThenInclude(version => version.Files)
            .AsSplitQuery()
            .FirstOrDefaultAsync(model => model.Source == SiteIds.Civitai && model.SourceId == id, cancellationToken);

    private void AddVersion(SourceModelRow model, JsonObject body, bool isWhole)
    {
        if (Id(body) is not { } id)
            return;
        var version = model.Versions.Find(version => version.SourceId == id);
        if (version is null)
        {
            version = new ModelVersionRow { SourceId = id, Name = Text(body, "name") ?? id };
            model.Versions.Add(version);
        }

        version.Name = Text(body, "name") ?? version.Name;
        version.BaseModel = Text(body, "baseModel") ?? version.BaseModel;
        version.Air = Text(body, "air") ?? version.Air;
        version.UpdatedAt = Now;
        // In a model a version lacks members that it has alone.
        if (isWhole)
            version.Body = body.ToJsonString();
        foreach (var file in (body["files"] as JsonArray ?? []).OfType<JsonObject>())
            AddFile(version, file);
    }

    private static void AddFile(ModelVersionRow version, JsonObject body)
    {
        if (Id(body) is not { } id || version.Files.Exists(file => file.SourceId == id))
            return;
        var hashes = body["hashes"] as JsonObject ?? [];
        version.Files.Add(
            new ModelFileRow
            {
                SourceId = id,
                Name = Text(body, "name") ?? id,
                SizeBytes =
                    body["sizeKB"] is JsonValue size && size.TryGetValue<double>(out var kibibytes)
                        ? (long)(kibibytes * 1024)
                        : null,
                Sha256 = Hash(hashes, "SHA256"),
                AutoV1 = Hash(hashes, "AutoV1"),
                AutoV2 = Hash(hashes, "AutoV2"),
                AutoV3 = Hash(hashes, "AutoV3"),
                Crc32 = Hash(hashes, "CRC32"),
                Blake3 = Hash(hashes, "BLAKE3"),
                Body = body.ToJsonString(),
            }
        );
    }

    private static string? Hash(JsonObject hashes, string name) => Text(hashes, name)?.ToLowerInvariant();

    private static string? Id(JsonObject body) =>
        body["id"] is JsonValue value && value.TryGetValue<int>(out var id)
            ? id.ToString(CultureInfo.InvariantCulture)
            : null;

    private static string? Text(JsonObject body, string name) =>
        body[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
