using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using BerryAIGen.Database.Access;
using BerryAIGen.Database.Downloads;
using BerryAIGen.Database.Site;
using BerryAIGen.Library;
using BerryAIGen.Library.Compatibility.Health;
using BerryAIGen.Toolkit.Api.Access;
using BerryAIGen.Toolkit.Hosting;

namespace BerryAIGen.Toolkit.Api.Site;

/// <summary>
/// Files that are not here: Civitai is asked where each is, so that who asks has it at once, and a download of the
/// library's own fetches it, so that the next one has it from here.
/// </summary>
internal sealed partial class MirrorDownloads(
    ToolkitOptions options,
    SiteFileLookup site,
    DownloadOrders orders,
    MirrorQuestions questions,
    AuditLog log,
    TimeProvider time,
    ILogger<MirrorDownloads> logger
)
{
    /// <summary>Where it is, or why it cannot be had; null when nobody is asked.</summary>
    /// <param name="context">The request.</param>
    /// <param name="version">Of which version.</param>
    /// <param name="file">The file that is meant, where it is known.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<SiteFileAnswer?> FindAsync(
        HttpContext context,
        int version,
        SiteFile? file,
        CancellationToken cancellationToken
    )
    {
        if (!options.Mirrors || SiteIds.IsOfHere(version))
            return null;
        var answer = await site.FindAsync(version, QueryOf(context, file).ToString(), cancellationToken);
        if (answer.Status == StatusCodes.Status404NotFound && IsNumbered(file) && !IsNamed(context))
        {
            // A component of another version is listed with this one, and has no number in it.
            file = null;
            answer = await site.FindAsync(version, QueryOf(context, file).ToString(), cancellationToken);
        }

        if (file is null || !(answer.Address is not null || answer.IsForKeyAlone) || !MayOrder(context))
            return answer;
        Order(version, file, NoteOf(context));
        return answer with { IsComing = answer.IsForKeyAlone && !questions.IsMissing(KeyOf(version, file)) };
    }

    /// <summary>The same at Civitai.</summary>
    public Uri AtCivitai(HttpContext context, int version, SiteFile? file) =>
        new(options.Library.CivitaiUrl, $"api/download/models/{version}{QueryOf(context, file)}");

    // Planning asks the network and the database: the client has its file meanwhile, and whatever fails here.
    private void Order(int version, SiteFile file, AuditRow note) =>
        _ = Task.Run(async () =>
        {
            try
            {
                await questions.OnceAsync(
                    KeyOf(version, file),
                    stop => KeepAsync(version, file, note, stop),
                    CancellationToken.None
                );
            }
            catch (OperationCanceledException)
            {
                // The server ends; who asks the next one orders it again.
            }
            catch (Exception problem)
            {
                Log.Failed(logger, file.Name, problem);
            }
        });

    // What stands in the way of a download stands there for a while; it is told in the log.
    private async Task<bool> KeepAsync(int version, SiteFile file, AuditRow note, CancellationToken stop)
    {
        var begun = (time.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalSeconds;
        try
        {
            var task = await orders.StartAsync(
                new DownloadOrder { Reference = $"https://civitai.com/api/download/models/{version}?fileId={file.Id}" },
                acceptsPresent: true,
                stop
            );
            Log.Kept(logger, file.Name, task.TaskId);
            // One that was under way or done is nobody's change.
            if (task.CreatedAt >= begun - 0.001 && task.Status != DownloadStatus.Completed)
                await log.AddAsync(Of(note, task), CancellationToken.None);
            return true;
        }
        catch (LibraryException problem) when (problem.Failure.Code != FailureCode.Network)
        {
            Log.NotKept(logger, file.Name, problem.Message);
            return false;
        }
    }

    // The request is over when its order is taken: what is written of it is read before.
    private AuditRow NoteOf(HttpContext context) =>
        new()
        {
            At = time.GetUtcNow().UtcDateTime,
            Who = context.Features.Get<AccessCaller>()?.Name ?? "nobody",
            What = $"{context.Request.Method} {RouteName.Of(context)}",
            Details = JsonSerializer.Serialize(
                new AuditDetails(
                    StatusCodes.Status307TemporaryRedirect,
                    context.Connection.RemoteIpAddress?.ToString()
                ),
                AccessJson.Default.AuditDetails
            ),
        };

    private static AuditRow Of(AuditRow note, DownloadTask task) =>
        new()
        {
            At = note.At,
            Who = note.Who,
            What = note.What,
            Subject = task.ModelId,
            Details = note.Details,
        };

    // A download fills the disk: it needs what POST /api/models/download needs, and no page of another site orders one.
    private static bool MayOrder(HttpContext context) =>
        context.Features.Get<AccessCaller>() is { Scope: >= AccessScope.Write } && !IsOfOtherSite(context);

    /// <summary>Whether a browser asks for a page that is not of this server.</summary>
    public static bool IsOfOtherSite(HttpContext context) =>
        context.Request.Headers["Sec-Fetch-Site"].ToString() is "cross-site" or "same-site";

    // The file that is known is named, so that what is sent on is what is kept: by other words Civitai chooses by the
    // account's preferences. Where this server asks for keys, a token in the address is one of its own and nobody else's
    // business.
    private QueryString QueryOf(HttpContext context, SiteFile? file)
    {
        var words = context.Request.Query.Where(word => IsToken(word.Key) ? !options.NeedsKey : !IsNumbered(file));
        return IsNumbered(file)
            ? QueryString.Create("fileId", file.Id.ToString(CultureInfo.InvariantCulture)) + QueryString.Create(words)
            : QueryString.Create(words);
    }

    private static bool IsNumbered([NotNullWhen(true)] SiteFile? file) =>
        file is not null && !SiteIds.IsOfHere(file.Id);

    private static bool IsNamed(HttpContext context) => context.Request.Query.ContainsKey("fileId");

    private static string KeyOf(int version, SiteFile file) =>
        string.Create(CultureInfo.InvariantCulture, $"download/{version}/{file.Id}");

    private static bool IsToken(string name) => name.Equals("token", StringComparison.OrdinalIgnoreCase);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "{File} is kept by download {Task}")]
        public static partial void Kept(ILogger logger, string file, string task);

        [LoggerMessage(LogLevel.Warning, "{File} was passed on and is not kept: {Problem}")]
        public static partial void NotKept(ILogger logger, string file, string problem);

        [LoggerMessage(LogLevel.Error, "{File} was passed on, and ordering its download failed")]
        public static partial void Failed(ILogger logger, string file, Exception problem);
    }
}
