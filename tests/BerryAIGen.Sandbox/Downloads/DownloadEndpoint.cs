using System.Text.Json.Nodes;
using BerryAIGen.Sandbox.Enums;
using BerryAIGen.Sandbox.Seeding;
using BerryAIGen.Sandbox.Wire;

namespace BerryAIGen.Sandbox.Downloads;

/// <summary><c>GET /api/download/models/{modelVersionId}</c> (the server's pages/api/download/models).</summary>
internal sealed class DownloadEndpoint(Catalogue catalogue, SignedLinks links, SandboxOptions options)
{
    public const string NoStore = "no-store, max-age=0";
    private const int LongestWord = 64;
    private static readonly string[] Browsers = ["mozilla", "chrome", "safari", "firefox", "opera", "edge"];

    public void Map(Routes routes)
    {
        routes.Public("/api/download/models/{id}", Download, NoStore);
        routes.Public(
            "/api/download/training-data/{id}",
            call => Answer.Redirect(307, $"/api/download/models/{call.Route("id")}?type=Training%20Data"),
            NoStore
        );
        // Whatever else is asked for by key: only for members, and the Sandbox keeps nothing there.
        routes.Public("/api/download/{**key}", Other, NoStore);
    }

    private static Answer Other(SandboxCall call)
    {
        if (call.Member is not null)
            return Answer.Error(404, "Not found");
        return IsBrowser(call) ? Answer.Redirect(307, "/login") : Answer.Error(401, "Unauthorized");
    }

    private Answer Download(SandboxCall call)
    {
        var answer = Decide(call);
        return IsBrowser(call) ? ForBrowser(call, answer) : answer;
    }

    private Answer Decide(SandboxCall call)
    {
        var id = JsNumber.Parse(call.Route("id"));
        if (double.IsNaN(id))
            return ZodError.Pretty(new JsonArray(ZodIssue.NotANumber("modelVersionId")));
        if (id == 0)
            return Answer.Error(400, "Missing modelVersionId");
        var wanted = ReadWishes(call.Query);
        var fileId = call.Query.Number("fileId");
        if (call.Query.IsWrong)
            return ZodError.Pretty(call.Query.Issues);
        var version = catalogue.FindVersion((long)id);
        return version is null
            ? Answer.Error(404, "File not found")
            : Refusal(call, version) ?? Deliver(version, wanted, call.Member?.Preferences, fileId);
    }

    // In the order of the real server: the first reason wins.
    private Answer? Refusal(SandboxCall call, SeededVersion version)
    {
        var model = version.Model.Spec;
        var isOwner = call.Member?.OwnsModels.Contains(model.Id) == true;
        if (model.Poi && !isOwner)
            return Answer.Error(404, "File not found");
        if (model.Mode == "Archived")
            return Answer.Error(410, "Model archived, not available for download");
        if (!version.IsPublished)
            return Answer.Error(404, "File not found");
        if (version.Spec.UsageControl != "Download" && !isOwner)
            return Unauthorized("The creator of this asset has disabled downloads on this file");
        if ((version.Spec.RequireAuth || options.EveryDownloadNeedsKey) && call.Member is null)
            return Unauthorized("The creator of this asset requires you to be logged in to download it");
        if (
            version.EarlyAccessEndsAt is { } end
            && call.Member?.BoughtVersions.Contains(version.Id) != true
            && !isOwner
        )
            return EarlyAccess(end);
        if (model.Availability == "Private" && !isOwner)
            return call.Member is null
                ? Answer.Error(404, "File not found")
                : Answer.Error(403, "You do not have access to download this file");
        return null;
    }

    private Answer Deliver(SeededVersion version, WantedFile wanted, WantedFile? preferred, double? fileId)
    {
        var file = fileId is { } id
            ? version.Files.FirstOrDefault(file => file.Id == (long)id)
            : FileChoice.Best(version.Files, wanted, preferred) ?? Linked(version, wanted);
        if (file is null || (fileId is null && FileChoice.Contradicts(file, wanted)))
            return Answer.Error(404, "File not found");
        return Answer.Redirect(307, links.Create(file));
    }

    // A component type without an own file falls back to the linked one.
    private static SeededFile? Linked(SeededVersion version, WantedFile wanted) =>
        version.LinkedFile is { } linked && linked.Spec.Type == wanted.Type ? linked : null;

    private static WantedFile ReadWishes(QueryReader query) =>
        new(
            query.Word("type", SiteEnums.All.ModelFileTypes),
            query.Word("format", SiteEnums.All.FileFormats),
            query.Word("size", ["full", "pruned"]),
            query.Text("fp", LongestWord),
            query.Text("quantType", LongestWord)
        );

    private static Answer Unauthorized(string message) => Answer.Error(401, "Unauthorized", message);

    private static Answer EarlyAccess(DateTimeOffset end) =>
        Answer.Of(
            403,
            new JsonObject
            {
                ["error"] = "Early Access",
                ["deadline"] = JsonText.Date(end),
                ["message"] = "This asset is in Early Access. You can use Buzz access it now!",
            }
        );

    private static bool IsBrowser(SandboxCall call)
    {
        var agent = call.Http.Request.Headers.UserAgent.ToString();
        return Browsers.Any(browser => agent.Contains(browser, StringComparison.OrdinalIgnoreCase));
    }

    // Browsers get pages and plain text: the login page for 401, the version's page for early access.
    private static Answer ForBrowser(SandboxCall call, Answer answer)
    {
        var id = call.Route("id");
        return answer.Status switch
        {
            401 => Answer.Redirect(307, $"/login?returnUrl=%2Fmodel-versions%2F{id}&reason=download-auth"),
            403 when answer.Body?["deadline"] is not null => Answer.Redirect(307, $"/model-versions/{id}"),
            >= 400 => Answer.Plain(answer.Status, answer.Body!["error"]!.GetValue<string>()),
            _ => answer,
        };
    }
}
