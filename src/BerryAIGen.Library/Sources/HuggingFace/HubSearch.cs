using System.Globalization;
using System.Text.Json.Nodes;
using BerryAIGen.Library.Sources.Api;
using BerryAIGen.Library.Sources.Search;

namespace BerryAIGen.Library.Sources.HuggingFace;

/// <summary>Searches the repositories of the hub, the most downloaded first (https://huggingface.co/docs/hub/api).</summary>
internal sealed class HubSearch(ApiReader api, Uri hub, Func<Uri, string?> tokenFor) : ISourceSearch
{
    // How the hub marks what a minor should not see.
    private const string MatureTag = "not-for-all-audiences";

    // From here on, as bits of levels: it says no more than that.
    private const int Mature = 4;

    private static readonly Dictionary<string, string> Orders = new()
    {
        [SearchOrder.Downloads] = "downloads",
        [SearchOrder.Likes] = "likes",
        [SearchOrder.Newest] = "createdAt",
        [SearchOrder.Updated] = "lastModified",
        [SearchOrder.Trending] = "trendingScore",
    };

    public async Task<FoundPage> SearchAsync(SearchWish wish, string? cursor, CancellationToken cancellationToken)
    {
        var answer = await api.GetAsync(AddressOf(wish, cursor), tokenFor, cancellationToken).ConfigureAwait(false);
        if (!answer.IsSuccess || answer.Body is not JsonArray entries)
            throw new LibraryException(
                (int)answer.Status is 401 or 403
                    ? new Failure(
                        FailureCode.Auth,
                        $"{hub.Host} refuses the token in HF_TOKEN; make a new one, or remove it for what is public."
                    )
                    : new Failure(
                        FailureCode.Failed,
                        $"{hub.Host} answered the search with status {(int)answer.Status} and no list."
                    )
            );
        return new FoundPage(
            [.. entries.Select(Read).OfType<FoundModel>().Where(model => model.Nsfw != true || !IsHarmless(wish))],
            answer.NextPage() is { } next ? CursorIn(next) : null
        );
    }

    public async Task<FoundDetail> GetAsync(string id, CancellationToken cancellationToken)
    {
        if (id.Split('/') is not [{ Length: > 0 }, { Length: > 0 }] and not [{ Length: > 0 }] || id.Contains(".."))
            throw new LibraryException(FailureCode.Usage, $"Hugging Face calls repositories owner/name, not \"{id}\".");
        var address = new Uri(hub, $"/api/models/{string.Join('/', id.Split('/').Select(Uri.EscapeDataString))}");
        var answer = await api.GetAsync(address, tokenFor, cancellationToken).ConfigureAwait(false);
        var place = new HubPlace(id, "main", tokenFor);
        if (!answer.IsSuccess)
            throw new LibraryException(HubFailures.From(answer.Status, answer.Header, place, hub));
        if (Read(answer.Body) is not { } found || HubModel.From(answer.Body, id) is not { } model)
            throw new LibraryException(
                FailureCode.Failed,
                $"{hub.Host} gives no commit for {id}; its answer is not one of the Hugging Face hub."
            );
        var client = new HubClient(api, hub);
        var commit = place with { Repository = model.Id, Revision = model.Commit };
        var files = await client.ListAsync(commit, "", isRecursive: true, cancellationToken).ConfigureAwait(false);
        return new FoundDetail(
            found,
            [
                new FoundVersion(model.Commit, "main", found.Reference)
                {
                    BaseModel = found.BaseModel,
                    PublishedAt = found.UpdatedAt,
                    Downloads = found.Downloads,
                    Files = [.. files.Select(ToFile)],
                },
            ]
        )
        {
            Licence = new FoundLicence
            {
                Name = model.Card.Text("licence_name") ?? model.Card.Text("licence"),
                Link = model.Card.Text("licence_link"),
            },
        };
    }

    private static FoundFile ToFile(HubFile file) =>
        new(file.Path, file.Path)
        {
            Format = System.IO.Path.GetExtension(file.Name) is { Length: > 1 } ending
                ? ending[1..].ToLowerInvariant()
                : null,
            SizeBytes = file.SizeBytes,
            Sha256 = file.Sha256,
        };

    private static bool IsHarmless(SearchWish wish) => wish.Nsfw == false || wish.MostLevel < Mature;

    private Uri AddressOf(SearchWish wish, string? cursor)
    {
        List<(string Name, string Value)> words =
        [
            ("sort", SearchOrder.Of("Hugging Face", wish.Sort, Orders) ?? "downloads"),
            ("direction", "-1"),
            ("limit", wish.Limit.ToString(CultureInfo.InvariantCulture)),
            ("full", "true"),
        ];
        if (!string.IsNullOrWhiteSpace(wish.Query))
            words.Add(("search", wish.Query.Trim()));
        if (wish.Period is { } period && !period.Equals("all", StringComparison.OrdinalIgnoreCase))
            throw new LibraryException(FailureCode.Usage, "Hugging Face counts no periods; leave period out.");
        words.AddRange(wish.Types.Select(type => ("filter", type.ToLowerInvariant())));
        words.AddRange(wish.BaseModels.Select(name => ("filter", $"base_model:{CheckRepository(name)}")));
        if (wish.Tag is { } tag)
            words.Add(("filter", tag));
        if (wish.Creator is { } creator)
            words.Add(("author", creator));
        if (cursor is not null)
            words.Add(("cursor", cursor));
        return new Uri(
            hub,
            "/api/models?" + string.Join('&', words.Select(word => $"{word.Name}={Uri.EscapeDataString(word.Value)}"))
        );
    }

    private static string CheckRepository(string name) =>
        name.Split('/') is [{ Length: > 0 }, { Length: > 0 }]
            ? name
            : throw new LibraryException(
                FailureCode.Usage,
                $"Hugging Face names base models as repositories (owner/name), not \"{name}\"."
            );

    private FoundModel? Read(JsonNode? entry)
    {
        if ((entry.Text("id") ?? entry.Text("modelId")) is not { Length: > 0 } id)
            return null;
        var tags = entry.Texts("tags");
        return new FoundModel
        {
            Source = HuggingFaceSource.SourceName,
            Id = id,
            Name = id.Split('/')[^1],
            Reference = $"hf:{id}",
            Url = new Uri(hub, "/" + id),
            Type = entry.Text("pipeline_tag") ?? entry.Text("library_name"),
            BaseModel = tags.Select(BaseModelIn).FirstOrDefault(name => name is not null),
            Creator = entry.Text("author") ?? (id.Split('/') is [var owner, _] ? owner : null),
            Downloads = entry.Number("downloads"),
            Likes = entry.Number("likes"),
            Nsfw = tags.Contains(MatureTag) ? true : null,
            IsGated = entry.Member("gated") is { } gated
                ? gated.GetValueKind() is not System.Text.Json.JsonValueKind.False
                : null,
            UpdatedAt = DateTimeOffset.TryParse(
                entry.Text("lastModified"),
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal,
                out var time
            )
                ? time
                : null,
            Tags = [.. tags.Where(tag => !tag.Contains(':'))],
        };
    }

    // base_model:owner/name is the base itself, base_model:finetune:owner/name says how it was made of it.
    private static string? BaseModelIn(string tag) =>
        tag.Split(':') is ["base_model", .., var name] && name.Contains('/') ? name : null;

    private static string? CursorIn(Uri next) =>
        next
            .Query.TrimStart('?')
            .Split('&')
            .FirstOrDefault(word => word.StartsWith("cursor=", StringComparison.Ordinal))
            is { } word
            ? Uri.UnescapeDataString(word["cursor=".Length..])
            : null;
}
