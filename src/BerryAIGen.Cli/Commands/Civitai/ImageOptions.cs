using System.CommandLine;
using BerryAIGen.Civitai;
using BerryAIGen.Cli.CommandLine;

namespace BerryAIGen.Cli.Commands.Civitai;

/// <summary>Every parameter of Civitai's list of images.</summary>
internal sealed class ImageOptions
{
    private const int MostPerPage = 200;
    private const int UsualLimit = 20;

    private readonly NumberOption _image = new("--image-id", "Only this image.");
    private readonly NumberOption _post = new("--post-id", "Only images of this post.");
    private readonly NumberOption _model = new("--model-id", "Only images made with this model.");
    private readonly NumberOption _version = new("--version-id", "Only images made with this version.");
    private readonly NumberOption _user = new("--user-id", "Only images of this account.");
    private readonly TextOption _username = new("--username", "Only images of the account with this name.");

    private readonly WordOption<ImageSort> _sort = new(
        "--sort",
        "The order: \"Most Reactions\", Newest, Random …",
        ImageSort.Known,
        word => new ImageSort(word)
    );

    private readonly WordOption<Period> _period = new(
        "--period",
        "The time that counts: Day, Week, Month, Year, AllTime.",
        Period.Known,
        word => new Period(word)
    );

    private readonly WordOption<ImageMaturity> _nsfw = new(
        "--nsfw",
        "Up to this maturity: None, Soft, Mature, X.",
        ImageMaturity.Known,
        word => new ImageMaturity(word)
    );

    private readonly NumbersOption _tags = new("--tag-ids", "Tags by their ids, any of which fits.");

    private readonly WordOption<MediaType> _type = new(
        "--type",
        "image, video or audio.",
        MediaType.Known,
        word => new MediaType(word)
    );

    private readonly TextsOption _baseModels = new("--base-model", "A base model such as \"SDXL 1.0\" (repeatable).");
    private readonly FlagOption _withMeta = new("--with-meta", "With generation data.");
    private readonly FlagOption _withTags = new("--with-tags", "With tags.");
    private readonly FlagOption _requiringMeta = new("--requiring-meta", "Only images with generation data.");
    private readonly NumberOption _limit = new("--limit", $"How many images in total; default {UsualLimit}.");
    private readonly TextOption _cursor = new("--cursor", "Where to go on: nextCursor of an earlier answer.");
    private readonly NumberOption _page = new("--page", "Where to go on: the page of --limit images each.");

    public IEnumerable<Option> All =>
        [
            .. (Option[])[_image, _post, _model, _version, _user, _username, _sort, _period, _nsfw, _tags, _type],
            .. (Option[])[_baseModels, _withMeta, _withTags, _requiringMeta, _limit, _cursor, _page],
        ];

    /// <summary>How many images are wanted in total.</summary>
    public int Limit(CommandRun run) => run.Get(_limit) ?? UsualLimit;

    public ImageSearchParameters From(CommandRun run) =>
        new()
        {
            ImageId = run.Get(_image),
            PostId = run.Get(_post),
            ModelId = run.Get(_model),
            ModelVersionId = run.Get(_version),
            UserId = run.Get(_user),
            Username = run.Get(_username),
            Sort = run.Get(_sort),
            Period = run.Get(_period),
            Nsfw = run.Get(_nsfw),
            Tags = run.Get(_tags) ?? [],
            Type = run.Get(_type),
            BaseModels = run.Get(_baseModels) ?? [],
            WithMeta = run.Get(_withMeta),
            WithTags = run.Get(_withTags),
            RequiringMeta = run.Get(_requiringMeta),
            Limit = Math.Min(MostPerPage, Limit(run)),
            Cursor = run.Get(_cursor),
            Page = run.Get(_page),
        };
}
