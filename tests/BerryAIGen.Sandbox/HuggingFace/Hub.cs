using BerryAIGen.Sandbox.Seeding;

namespace BerryAIGen.Sandbox.HuggingFace;

/// <summary>All repositories, and who may see them.</summary>
internal sealed class Hub
{
    /// <summary>The token of somebody who accepted all conditions and owns the private repository.</summary>
    public const string FullToken = "hf_sandbox";

    /// <summary>The token of somebody who accepted nothing.</summary>
    public const string PlainToken = "hf_sandbox_plain";

    private readonly IReadOnlyList<Repository> repositories = SeedData.Read<IReadOnlyList<Repository>>(
        "huggingface.json"
    );

    public Repository? Find(string id) => repositories.FirstOrDefault(repository => repository.Id == id);

    /// <summary>Public ones of the present whose name has the words, that are the author's and bear all tags.</summary>
    public IEnumerable<Repository> Search(string words, string? author, IReadOnlyList<string> tags) =>
        repositories.Where(repository =>
            !repository.IsPrivate
            && repository.MovedTo is null
            && repository.Id.Contains(words, StringComparison.OrdinalIgnoreCase)
            && (author is null || repository.Id.StartsWith($"{author}/", StringComparison.Ordinal))
            && tags.All(tag =>
                repository.Tags.Contains(tag) || repository.BaseModels.Any(name => tag == $"base_model:{name}")
            )
        );

    public RepositoryFile? FindLarge(string objectId) =>
        repositories
            .SelectMany(repository => repository.Files)
            .FirstOrDefault(file => file.IsLarge && file.ObjectId == objectId);

    /// <summary>Why the caller may not have a file of the repository; null when the caller may.</summary>
    public static HubRefusal? Refuse(Repository? repository, HttpRequest request)
    {
        if (RefuseToken(request) is { } refusal)
            return refusal;
        var token = Token(request);
        if (repository is null || (repository.IsPrivate && token != FullToken))
            return token is null
                // Without a token a repository that does not exist looks like a private one.
                ? new HubRefusal(401, "RepoNotFound", "Invalid username or password.")
                : new HubRefusal(404, "RepoNotFound", "Repository not found");
        if (repository.IsDisabled)
            return new HubRefusal(403, null, "Access to this resource is disabled.");
        if (repository.Gated is null || token == FullToken)
            return null;
        return token is null
            ? new HubRefusal(
                401,
                "GatedRepo",
                $"Access to model {repository.Id} is restricted. You must have access to it and be authenticated to access it. Please log in."
            )
            : new HubRefusal(
                403,
                "GatedRepo",
                $"Access to model {repository.Id} is restricted and you are not in the authorized list. Visit https://huggingface.co/{repository.Id} to ask for access."
            );
    }

    /// <summary>The one refusal that has no code (huggingface_hub tells it by its words).</summary>
    public static HubRefusal? RefuseToken(HttpRequest request) =>
        request.Headers.Authorization.Count > 0 && Token(request) is null
            ? new HubRefusal(401, null, "Invalid credentials in Authorization header")
            : null;

    /// <summary>What who is nobody is told where one must be somebody.</summary>
    public static HubRefusal NoUser { get; } = new(401, null, "Invalid username or password.");

    private static string? Token(HttpRequest request) =>
        request.Headers.Authorization.ToString().Split(' ') is [_, FullToken or PlainToken] parts ? parts[1] : null;
}

/// <summary>A refusal of Hugging Face.</summary>
internal sealed record HubRefusal(int Status, string? Code, string Message);
