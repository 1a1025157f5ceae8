using System.Globalization;
using System.Text.Json.Nodes;
using BerryAIGen.Database.Site;
using BerryAIGen.Library.Compatibility.Health;
using BerryAIGen.Toolkit.Hosting;

namespace BerryAIGen.Toolkit.Api.Site;

/// <summary>Asks Civitai once for what is not here, when the server was started to do so, and keeps what it says.</summary>
internal sealed class SiteMirror(
    ToolkitOptions options,
    SiteKeeper keeper,
    SiteLibrary library,
    ConfiguredSite site,
    MirrorQuestions questions
)
{
    /// <summary>Whether it is here now and was not before.</summary>
    public async Task<bool> FetchModelAsync(int id, CancellationToken cancellationToken) =>
        options.Mirrors
        && (await keeper.FindMissingAsync([id], cancellationToken)).Count > 0
        && await questions.OnceAsync($"models/{Text(id)}", stop => AskForModelAsync(id, stop), cancellationToken);

    /// <summary>Several in one question, at most as many as a list has.</summary>
    public async Task FetchModelsAsync(IReadOnlyList<int> ids, bool archived, CancellationToken cancellationToken)
    {
        if (!options.Mirrors || ids.Count == 0)
            return;
        var missing = (
            await keeper.FindMissingAsync([.. ids.Distinct().Take(ConfiguredSite.MostModels)], cancellationToken)
        )
            .Where(id => id > 0 && !questions.IsMissing(InList(Text(id), archived)))
            .ToArray();
        if (missing.Length > 0)
            await questions.OnceAsync(
                InList(string.Join(',', missing.Select(Text)), archived),
                stop => AskForModelsAsync(missing, archived, stop),
                cancellationToken,
                isOfMany: true
            );
    }

    public async Task<bool> FetchVersionAsync(int id, CancellationToken cancellationToken) =>
        options.Mirrors
        && !SiteIds.IsOfHere(id)
        && await questions.OnceAsync(
            $"model-versions/{Text(id)}",
            async stop => await KeepAsync(await site.AskAsync($"model-versions/{Text(id)}", stop), stop),
            cancellationToken
        );

    public async Task<bool> FetchByHashAsync(string hash, CancellationToken cancellationToken) =>
        options.Mirrors
        && hash.Length is >= 8 and <= 64
        && hash.All(char.IsAsciiHexDigit)
        && await questions.OnceAsync(
            ByHash(hash),
            async stop => await KeepAsync(await site.AskByHashAsync(hash, stop), stop),
            cancellationToken
        );

    /// <summary>
    /// Several by SHA-256: as many in one question as Civitai takes, and of more it is first asked which it knows at all.
    /// </summary>
    public async Task FetchByHashesAsync(IReadOnlyList<string> hashes, CancellationToken cancellationToken)
    {
        if (!options.Mirrors)
            return;
        var known = (await library.FindIdsAsync(hashes, cancellationToken))
            .Select(found => found!["hash"]!.ToString())
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        var missing = hashes
            .Where(hash => !known.Contains(hash) && hash.All(char.IsAsciiHexDigit))
            .Where(hash => !questions.IsMissing(ByHash(hash)))
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .ToArray();
        if (missing.Length > 0)
            await questions.OnceAsync(
                ByHash(string.Join(',', missing)),
                stop => AskForHashesAsync(missing, stop),
                cancellationToken,
                isOfMany: true
            );
    }

    private async Task<bool> AskForHashesAsync(string[] hashes, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> known = hashes;
        if (hashes.Length > ConfiguredSite.MostVersions)
        {
            known = await site.AskWhichHashesAsync(hashes, cancellationToken);
            foreach (var hash in hashes.Except(known, StringComparer.OrdinalIgnoreCase))
                questions.RememberMissing(ByHash(hash));
        }

        foreach (var some in known.Chunk(ConfiguredSite.MostVersions))
            await AskForVersionsAsync(some, cancellationToken);
        return known.Count > 0;
    }

    // Somebody else's question may have ended since the look at what is here.
    private async Task<bool> AskForModelAsync(int id, CancellationToken cancellationToken) =>
        (await keeper.FindMissingAsync([id], cancellationToken)).Count == 0
        || (
            await site.AskAsync($"models/{Text(id)}", cancellationToken) is { } model
            && await keeper.KeepModelAsync(model, cancellationToken)
        );

    private async Task<bool> AskForModelsAsync(int[] wanted, bool archived, CancellationToken cancellationToken)
    {
        var ids = await keeper.FindMissingAsync(wanted, cancellationToken);
        if (ids.Count == 0)
            return true;
        var models = await site.AskModelsAsync(ids, archived, cancellationToken);
        foreach (var model in models)
            await keeper.KeepModelAsync(model, cancellationToken);
        foreach (var id in await keeper.FindMissingAsync(ids, cancellationToken))
            questions.RememberMissing(InList(Text(id), archived));
        return models.Count > 0;
    }

    private async Task AskForVersionsAsync(string[] hashes, CancellationToken cancellationToken)
    {
        var versions = await site.AskByHashesAsync(hashes, cancellationToken);
        await FetchModelsAsync([.. versions.Select(ModelOf).OfType<int>()], archived: false, cancellationToken);
        foreach (var version in versions)
            await KeepAsync(version, cancellationToken);
        var told = versions
            .SelectMany(version => version["files"] as JsonArray ?? [])
            .Select(file => file?["hashes"]?["SHA256"]?.ToString())
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var hash in hashes.Where(hash => !told.Contains(hash)))
            questions.RememberMissing(ByHash(hash));
    }

    // A version alone lacks creator, tags and licence: its model has them.
    private async Task<bool> KeepAsync(JsonObject? version, CancellationToken cancellationToken)
    {
        if (version is null || ModelOf(version) is not { } id)
            return false;
        await FetchModelAsync(id, cancellationToken);
        return await keeper.KeepVersionAsync(version, cancellationToken);
    }

    private static int? ModelOf(JsonObject version) =>
        version["modelId"] is JsonValue number && number.TryGetValue<int>(out var id) ? id : null;

    // A list leaves out what a single question gives: those of minors, and the archived ones or all others.
    private static string InList(string ids, bool archived) => $"models?ids={ids}{(archived ? "&archived" : "")}";

    private static string ByHash(string hash) => $"model-versions/by-hash/{hash.ToLowerInvariant()}";

    private static string Text(int id) => id.ToString(CultureInfo.InvariantCulture);
}
