using System.Globalization;
using System.Text.Json.Nodes;
using BerryAIGen.Database.Models;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Site;

/// <summary>Reads models, versions and files of the library as Civitai's API gives them.</summary>
/// <param name="database">Has them.</param>
/// <param name="mirrors">Whether what Civitai told is answered also where no file of it is here.</param>
public sealed class SiteLibrary(LibraryDatabase database, bool mirrors)
{
    /// <summary>The models of a page, in its order.</summary>
    public async Task<JsonArray> ListAsync(
        IReadOnlyList<SiteEntry> page,
        string address,
        bool primaryOnly,
        CancellationToken cancellationToken
    )
    {
        var rows = page.Select(entry => entry.Row).ToArray();
        await using var context = database.CreateContext();
        var models = await Models(context)
            .Where(model => rows.Contains(model.Id))
            .ToDictionaryAsync(model => model.Id, cancellationToken);
        var json = new SiteJson(
            address,
            await FilesAsync(context, models.Values.SelectMany(model => model.Versions), cancellationToken)
        );
        return new JsonArray([
            .. rows.Select(row => models.GetValueOrDefault(row))
                .OfType<SourceModelRow>()
                .Select(model => json.Model(model, isList: true, primaryOnly)),
        ]);
    }

    /// <summary>Null when it is not here.</summary>
    public async Task<JsonObject?> FindModelAsync(int id, string address, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        var (row, name) = Key(id);
        var model = await Models(context)
            .FirstOrDefaultAsync(
                model => row == null ? model.Source == SiteIds.Civitai && model.SourceId == name : model.Id == row,
                cancellationToken
            );
        if (model is null)
            return null;
        var files = await FilesAsync(context, model.Versions, cancellationToken);
        return mirrors && model.Body is not null || model.Versions.Exists(files.Lists)
            ? new SiteJson(address, files).Model(model, isList: false, primaryOnly: false)
            : null;
    }

    /// <summary>Null when it is not here.</summary>
    public async Task<JsonObject?> FindVersionAsync(int id, string address, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        return await FindRowAsync(context, id, cancellationToken) is { } version
            ? await DescribeAsync(context, version, address, cancellationToken)
            : null;
    }

    /// <summary>The files of a version that are known here, the primary one first; none when there is no such version.</summary>
    public async Task<IReadOnlyList<SiteFile>> FilesOfAsync(int version, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        if (await FindRowAsync(context, version, cancellationToken) is not { } row)
            return [];
        var files = await FilesAsync(context, [row], cancellationToken);
        return files.Of(row, SiteJson.Parse(row.Body));
    }

    /// <summary>By any hash that Civitai knows; of several the oldest version. Null when none is here.</summary>
    public async Task<JsonObject?> FindByHashAsync(string hash, string address, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        var versions = await VersionsByHashAsync(context, [hash], cancellationToken);
        foreach (var (_, version) in versions.OrderBy(found => SiteIds.Of(found.Version)))
        {
            if (await DescribeAsync(context, version, address, cancellationToken) is { } json)
                return json;
        }

        return null;
    }

    /// <summary>By SHA-256, one entry per file.</summary>
    public async Task<JsonArray> FindByHashesAsync(
        IReadOnlyList<string> hashes,
        string address,
        CancellationToken cancellationToken
    )
    {
        await using var context = database.CreateContext();
        JsonArray list = [];
        foreach (var (_, version) in await VersionsByHashAsync(context, hashes, cancellationToken))
        {
            if (await DescribeAsync(context, version, address, cancellationToken) is { } json)
                list.Add(json);
        }

        return list;
    }

    /// <summary>By SHA-256, numbers only.</summary>
    public async Task<JsonArray> FindIdsAsync(IReadOnlyList<string> hashes, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        JsonArray list = [];
        foreach (var (hash, version) in await VersionsByHashAsync(context, hashes, cancellationToken))
        {
            list.Add(
                new JsonObject
                {
                    ["modelVersionId"] = SiteIds.Of(version),
                    ["modelId"] = SiteIds.Of(version.SourceModel!),
                    ["hash"] = hash.ToUpperInvariant(),
                }
            );
        }

        return list;
    }

    private static IQueryable<SourceModelRow> Models(LibraryContext context) =>
        context
            .SourceModels.AsNoTrackingWithIdentityResolution()
            .Include(model => model.Versions)
                .ThenInclude(version => version.Files)
            .AsSplitQuery();

    private static IQueryable<ModelVersionRow> Versions(LibraryContext context) =>
        context
            .ModelVersions.AsNoTrackingWithIdentityResolution()
            .Include(version => version.SourceModel)
            .Include(version => version.Files);

    private static (long? Row, string Name) Key(int id) =>
        (SiteIds.FindRow(id), id.ToString(CultureInfo.InvariantCulture));

    private static Task<ModelVersionRow?> FindRowAsync(
        LibraryContext context,
        int id,
        CancellationToken cancellationToken
    )
    {
        var (row, name) = Key(id);
        return Versions(context)
            .FirstOrDefaultAsync(
                version =>
                    row == null
                        ? version.SourceId == name && version.SourceModel!.Source == SiteIds.Civitai
                        : version.Id == row,
                cancellationToken
            );
    }

    private async Task<JsonObject?> DescribeAsync(
        LibraryContext context,
        ModelVersionRow version,
        string address,
        CancellationToken cancellationToken
    )
    {
        var files = await FilesAsync(context, [version], cancellationToken);
        return files.Lists(version) ? new SiteJson(address, files).Version(version) : null;
    }

    private static async Task<IReadOnlyList<(string Hash, ModelVersionRow Version)>> VersionsByHashAsync(
        LibraryContext context,
        IReadOnlyList<string> hashes,
        CancellationToken cancellationToken
    )
    {
        var wanted = hashes.Select(hash => hash.ToLowerInvariant()).Distinct().ToArray();
        List<(string, ModelVersionRow)> found = [];
        foreach (var some in wanted.Chunk(500))
        {
            // Hashes may be written either way, and those of the bytes here stand in the registry.
            string[] both = [.. some, .. some.Select(hash => hash.ToUpperInvariant())];
            var files = await context
                .ModelFiles.AsNoTracking()
                .Where(file =>
                    both.Contains(file.Sha256!)
                    || both.Contains(file.AutoV2!)
                    || both.Contains(file.AutoV3!)
                    || both.Contains(file.AutoV1!)
                    || both.Contains(file.Crc32!)
                    || both.Contains(file.Blake3!)
                )
                .Select(file => new
                {
                    file.Id,
                    file.ModelVersionId,
                    Hash = file.Sha256,
                })
                .ToListAsync(cancellationToken);
            var rows = await context
                .Registry.AsNoTracking()
                .Where(row => row.ModelFileId != null && both.Contains(row.Sha256!))
                .Select(row => new
                {
                    Id = row.ModelFileId!.Value,
                    row.ModelFile!.ModelVersionId,
                    Hash = row.Sha256,
                })
                .ToListAsync(cancellationToken);
            var matches = files.Concat(rows).DistinctBy(match => match.Id).ToArray();
            var ids = matches.Select(match => match.ModelVersionId).Distinct().ToArray();
            var versions = await Versions(context)
                .Where(version => ids.Contains(version.Id))
                .ToDictionaryAsync(version => version.Id, cancellationToken);
            found.AddRange(matches.Select(match => (match.Hash ?? some[0], versions[match.ModelVersionId])));
        }

        return found;
    }

    private async Task<SiteFiles> FilesAsync(
        LibraryContext context,
        IEnumerable<ModelVersionRow> versions,
        CancellationToken cancellationToken
    )
    {
        var files = versions.SelectMany(version => version.Files);
        var ids = files.Select(file => (long?)file.Id).ToArray();
        var paths = await context
            .Registry.AsNoTracking()
            .Where(row => ids.Contains(row.ModelFileId) && row.Status == ModelStatus.Local && row.LocalPath != null)
            .Select(row => new { Id = row.ModelFileId!.Value, Path = row.LocalPath! })
            .ToListAsync(cancellationToken);
        return new SiteFiles(paths.DistinctBy(row => row.Id).ToDictionary(row => row.Id, row => row.Path), mirrors);
    }
}
