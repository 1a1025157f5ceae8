using System.Globalization;
using System.Text.Json.Nodes;
using BerryAIGen.Database.Site;
using BerryAIGen.Library;
using BerryAIGen.Library.Compatibility.Health;
using BerryAIGen.Toolkit.Hosting;

namespace BerryAIGen.Toolkit.Api.Site;

/// <summary>Asks Civitai once for what is not here, when the server was started to do so, and keeps what it says.</summary>
internal sealed partial class SiteMirror(
    ToolkitOptions options,
    SiteKeeper keeper,
    ConfiguredSite site,
    ILogger<SiteMirror> logger
)
{
    /// <summary>Whether it is here now and was not before.</summary>
    public async Task<bool> FetchModelAsync(int id, CancellationToken cancellationToken) =>
        options.Mirrors
        && !await keeper.HasModelAsync(id, cancellationToken)
        && await AskAsync($"models/{Text(id)}", cancellationToken) is { } model
        && await keeper.KeepModelAsync(model, cancellationToken);

    public async Task<bool> FetchVersionAsync(int id, CancellationToken cancellationToken) =>
        options.Mirrors && await FetchModelOfAsync($"model-versions/{Text(id)}", cancellationToken);

    public async Task<bool> FetchByHashAsync(string hash, CancellationToken cancellationToken) =>
        options.Mirrors
        && hash.Length is >= 8 and <= 64
        && hash.All(char.IsAsciiHexDigit)
        && await FetchModelOfAsync($"model-versions/by-hash/{hash}", cancellationToken);

    // A version alone lacks creator, tags and licence: its model has them.
    private async Task<bool> FetchModelOfAsync(string path, CancellationToken cancellationToken)
    {
        if (
            await AskAsync(path, cancellationToken) is not { } version
            || version["modelId"] is not JsonValue number
            || !number.TryGetValue<int>(out var id)
        )
            return false;
        var model = await AskAsync($"models/{Text(id)}", cancellationToken);
        return model is not null
            && await keeper.KeepModelAsync(model, cancellationToken)
                | await keeper.KeepVersionAsync(version, cancellationToken);
    }

    private async Task<JsonObject?> AskAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return await site.AskAsync(path, cancellationToken);
        }
        catch (LibraryException problem)
        {
            // What is not reached is not here; the next question tries again.
            Log.NotFetched(logger, path, problem.Message);
            return null;
        }
    }

    private static string Text(int id) => id.ToString(CultureInfo.InvariantCulture);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Civitai was not asked for {Path}: {Problem}")]
        public static partial void NotFetched(ILogger logger, string path, string problem);
    }
}
