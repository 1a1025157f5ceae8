using System.Text.Json.Nodes;
using BerryAIGen.Sandbox.Downloads;
using BerryAIGen.Sandbox.Faults;
using BerryAIGen.Sandbox.Hosting;
using BerryAIGen.Sandbox.Wire;

namespace BerryAIGen.Sandbox.HuggingFace;

/// <summary>
/// The file routes of the Hugging Face hub (https://huggingface.co/docs/hub/api): resolve, model, tree. Large files
/// are redirected to a storage under another host name, small ones come at once.
/// </summary>
internal sealed class HubEndpoint(Hub hub, SignedLinks links)
{
    private static readonly DateTimeOffset Uploaded = new(2026, 5, 4, 3, 2, 1, TimeSpan.Zero);

    public void Map(IEndpointRouteBuilder endpoints)
    {
        const string Root = "/_huggingface";
        endpoints.Map($"{Root}/api/models", Search);
        endpoints.Map($"{Root}/api/whoami-v2", WhoAmI);
        foreach (var repository in (string[])["{owner}/{name}", "{name}"])
        {
            endpoints.Map($"{Root}/{repository}/resolve/{{revision}}/{{**path}}", Resolve);
            endpoints.Map($"{Root}/api/models/{repository}", Model);
            endpoints.Map($"{Root}/api/models/{repository}/revision/{{revision}}", Model);
            endpoints.Map($"{Root}/api/models/{repository}/tree/{{revision}}/{{**path}}", Tree);
        }

        endpoints.Map("/_storage/repos/{objectId}/{name}", Send);
    }

    private Task Resolve(HttpContext http)
    {
        var repository = hub.Find(Id(http));
        if (Moved(http, repository) is { } moved)
            return moved;
        if (Hub.Refuse(repository, http.Request) is { } refusal)
            return AnswerWriter.WriteAsync(http, HubAnswers.Of(refusal, isApi: false));
        if (repository!.FindCommit(Part(http, "revision")) is not { } commit)
            return Refuse(http, HubAnswers.UnknownRevision(Part(http, "revision")), isApi: false);
        http.Response.Headers["X-Repo-Commit"] = commit;
        if (repository.Files.FirstOrDefault(file => file.Path == Part(http, "path")) is not { } file)
            return Refuse(http, HubAnswers.UnknownEntry, isApi: false);
        return file.IsLarge ? Redirect(http, file) : SendSmall(http, file);
    }

    private Task Redirect(HttpContext http, RepositoryFile file)
    {
        var name = Path.GetFileName(file.Path);
        var link = links.Create(
            $"/repos/{file.ObjectId}/{Uri.EscapeDataString(name)}",
            $"inline; filename*=UTF-8''{Uri.EscapeDataString(name)}; filename=\"{name}\";"
        );
        var answer = Answer
            .Redirect(302, link)
            .With("X-Linked-Etag", $"\"{file.ObjectId}\"")
            .With("X-Linked-Size", file.Content.Length.ToString())
            .With("Accept-Ranges", "bytes");
        return AnswerWriter.WriteAsync(http, file.IsXet ? answer.With("X-Xet-Hash", file.XetHash) : answer);
    }

    private static Task SendSmall(HttpContext http, RepositoryFile file)
    {
        http.Response.Headers.ContentDisposition = $"inline; filename=\"{Path.GetFileName(file.Path)}\";";
        return RangeAnswer.WriteAsync(http, Stored(file), http.ActiveFault());
    }

    private Task Send(HttpContext http, string objectId)
    {
        if (StorageRefusal.Of(http, links) is { } refusal)
            return AnswerWriter.WriteAsync(http, refusal);
        if (hub.FindLarge(objectId) is not { } file)
            return AnswerWriter.WriteAsync(http, StorageRefusal.NoSuchKey);
        return RangeAnswer.WriteAsync(http, Stored(file), http.ActiveFault());
    }

    private Task Search(HttpContext http)
    {
        if (Hub.RefuseToken(http.Request) is { } refusal)
            return Refuse(http, refusal, isApi: true);
        var query = http.Request.Query;
        var found = hub.Search(
                query["search"].FirstOrDefault() ?? "",
                query["author"].FirstOrDefault(),
                [.. query["filter"].OfType<string>()]
            )
            .Select(repository => (JsonNode)HubAnswers.Model(repository, repository.Revisions.Values.First()))
            .ToArray();
        var size = int.TryParse(query["limit"], out var limit) ? limit : 1000;
        var start = int.TryParse(query["cursor"], out var cursor) ? cursor : 0;
        var page = new JsonArray([.. found.Skip(start).Take(size)]);
        var answer = Answer.Ok(page);
        if (start + size >= found.Length)
            return AnswerWriter.WriteAsync(http, answer);
        var rest = http.Request.QueryString.Value!.Split("&cursor=")[0];
        return AnswerWriter.WriteAsync(
            http,
            answer.With(
                "Link",
                $"<{http.Request.Scheme}://{http.Request.Host}{http.AskedPath()}{rest}&cursor={start + size}>; rel=\"next\""
            )
        );
    }

    // https://huggingface.co/docs/hub/api#get-apiwhoami-v2
    private static Task WhoAmI(HttpContext http) =>
        Hub.RefuseToken(http.Request) is { } refusal ? Refuse(http, refusal, isApi: true)
        : http.Request.Headers.Authorization.Count == 0 ? Refuse(http, Hub.NoUser, isApi: true)
        : AnswerWriter.WriteAsync(http, Answer.Ok(HubAnswers.Person));

    private Task Model(HttpContext http)
    {
        var revision = Part(http, "revision");
        var repository = hub.Find(Id(http));
        if (Moved(http, repository) is { } moved)
            return moved;
        // The description of a gated repository is public; its files are not.
        if (Hub.Refuse(repository, http.Request) is { } refusal && refusal.Code != "GatedRepo")
            return Refuse(http, refusal, isApi: true);
        return repository!.FindCommit(revision.Length == 0 ? "main" : revision) is { } commit
            ? AnswerWriter.WriteAsync(http, Answer.Ok(HubAnswers.Model(repository, commit)))
            : Refuse(http, HubAnswers.UnknownRevision(revision), isApi: true);
    }

    private Task Tree(HttpContext http)
    {
        var repository = hub.Find(Id(http));
        if (Moved(http, repository) is { } moved)
            return moved;
        if (Hub.Refuse(repository, http.Request) is { } refusal && refusal.Code != "GatedRepo")
            return Refuse(http, refusal, isApi: true);
        if (repository!.FindCommit(Part(http, "revision")) is null)
            return Refuse(http, HubAnswers.UnknownRevision(Part(http, "revision")), isApi: true);
        var isRecursive = http.Request.Query["recursive"] is ["true" or "True" or "1"];
        var tree = HubAnswers.Tree(repository, Part(http, "path"), isRecursive);
        return tree.Count == 0
            ? Refuse(http, HubAnswers.UnknownEntry, isApi: true)
            : AnswerWriter.WriteAsync(http, PageOf(tree, repository.PageSize, http.Request));
    }

    // The cursor is the hub's own affair; here it is a number. What follows is told by a Link header.
    private static Answer PageOf(JsonArray tree, int size, HttpRequest request)
    {
        var start = int.TryParse(request.Query["cursor"], out var cursor) ? cursor : 0;
        var page = new JsonArray([.. tree.Skip(start).Take(size).Select(entry => entry!.DeepClone())]);
        var answer = Answer.Ok(page);
        if (start + size >= tree.Count)
            return answer;
        var rest = request.Query["recursive"] is [var recursive] ? $"recursive={recursive}&" : "";
        var path = request.HttpContext.AskedPath();
        return answer.With(
            "Link",
            $"<{request.Scheme}://{request.Host}{path}?{rest}cursor={start + size}>; rel=\"next\""
        );
    }

    // A repository that was renamed answers under its old name with the way to the new one.
    private static Task? Moved(HttpContext http, Repository? repository) =>
        repository?.MovedTo is { } name
            ? AnswerWriter.WriteAsync(
                http,
                Answer.Redirect(307, http.AskedPath().Replace(repository.Id, name) + http.Request.QueryString)
            )
            : null;

    private static Task Refuse(HttpContext http, HubRefusal refusal, bool isApi) =>
        AnswerWriter.WriteAsync(http, HubAnswers.Of(refusal, isApi));

    private static StoredObject Stored(RepositoryFile file) => new(file.Content, $"\"{file.ObjectId}\"", Uploaded);

    private static string Id(HttpContext http)
    {
        var owner = Part(http, "owner");
        return owner.Length == 0 ? Part(http, "name") : $"{owner}/{Part(http, "name")}";
    }

    // The server leaves an escaped slash in a path as it is; names of revisions have them.
    private static string Part(HttpContext http, string name) =>
        (http.GetRouteValue(name)?.ToString() ?? "").Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
}
