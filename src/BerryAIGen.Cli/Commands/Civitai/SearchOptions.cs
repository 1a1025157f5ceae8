using System.CommandLine;
using BerryAIGen.Civitai;
using BerryAIGen.Cli.CommandLine;

namespace BerryAIGen.Cli.Commands.Civitai;

/// <summary>Every parameter of Civitai's list of models.</summary>
internal sealed class SearchOptions
{
    private const int MostPerPage = 100;
    private const int UsualLimit = 20;

    private readonly TextOption _query = new("--query", "Words to search for.");

    private readonly WordsOption<ModelType> _types = new(
        "--model-type",
        "Civitai's type: Checkpoint, LORA … (repeatable).",
        ModelType.Known,
        word => new ModelType(word)
    );

    private readonly TextOption _tag = new("--tag", "A tag's name.");
    private readonly TextOption _username = new("--username", "A creator's name.");

    private readonly TextsOption _baseModels = new("--base-model", "A base model such as \"SDXL 1.0\" (repeatable).");

    private readonly WordOption<SortOrder> _sort = new(
        "--sort",
        "The order: \"Most Downloaded\", Newest …",
        SortOrder.Known,
        word => new SortOrder(word)
    );

    private readonly WordOption<Period> _period = new(
        "--period",
        "The time that counts: Day, Week, Month, Year, AllTime.",
        Period.Known,
        word => new Period(word)
    );

    private readonly WordOption<PeriodMode> _periodMode = new(
        "--period-mode",
        "What the period is measured by: stats or published.",
        PeriodMode.Known,
        word => new PeriodMode(word)
    );

    private readonly Option<bool?> _nsfw = new("--nsfw")
    {
        Description = "Mature models as well.",
        HelpName = "true|false",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly NumberOption _limit = new("--limit", $"How many models in total; default {UsualLimit}.");
    private readonly TextOption _cursor = new("--cursor", "Where to go on: nextCursor of an earlier answer.");
    private readonly NumberOption _page = new("--page", "Where to go on: the page of --limit models each.");
    private readonly FlagOption _favorites = new("--favorites", "Only your favourites; needs a key.");
    private readonly FlagOption _hidden = new("--hidden", "Only what you have hidden; needs a key.");
    private readonly NumbersOption _ids = new("--ids", "Only these models.");
    private readonly NumbersOption _versionIds = new("--version-ids", "Only models with one of these versions.");

    private readonly WordOption<CheckpointType> _checkpointType = new(
        "--checkpoint-type",
        "Trained or Merge.",
        CheckpointType.Known,
        word => new CheckpointType(word)
    );

    private readonly WordsOption<ModelStatus> _status = new(
        "--status",
        "Stages of life; strangers see Published only.",
        ModelStatus.Known,
        word => new ModelStatus(word)
    );

    private readonly WordsOption<CommercialUse> _commercialUse = new(
        "--allow-commercial-use",
        "Uses that must be allowed: Image, Rent, Sell …",
        CommercialUse.Known,
        word => new CommercialUse(word)
    );

    private readonly WordOption<Availability> _availability = new(
        "--availability",
        "Public, Unsearchable, Private or EarlyAccess.",
        Availability.Known,
        word => new Availability(word)
    );

    private readonly WordsOption<FileFormat> _formats = new(
        "--file-format",
        "SafeTensor, GGUF … (repeatable).",
        FileFormat.Known,
        word => new FileFormat(word)
    );

    private readonly FlagOption _primaryOnly = new("--primary-file-only", "One file per version.");
    private readonly FlagOption _generation = new("--supports-generation", "Only what the site can generate with.");
    private readonly FlagOption _platform = new("--from-platform", "Only models trained on the site.");
    private readonly FlagOption _earlyAccess = new("--early-access", "Only models in early access.");
    private readonly FlagOption _archived = new("--archived", "Archived models.");
    private readonly FlagOption _followed = new("--followed", "Only of creators you follow; needs a key.");
    private readonly FlagOption _needsReview = new("--needs-review", "Only models that wait for a review.");
    private readonly FlagOption _newCreators = new("--new-creators", "Only of new creators.");

    public IEnumerable<Option> All =>
        [
            .. (Option[])[_query, _types, _tag, _username, _baseModels, _sort, _period, _periodMode, _nsfw],
            .. (Option[])[_limit, _cursor, _page, _favorites, _hidden, _ids, _versionIds, _checkpointType],
            .. (Option[])[_status, _commercialUse, _availability, _formats, _primaryOnly, _generation],
            .. (Option[])[_platform, _earlyAccess, _archived, _followed, _needsReview, _newCreators],
        ];

    /// <summary>How many models are wanted in total.</summary>
    public int Limit(CommandRun run) => run.Get(_limit) ?? UsualLimit;

    public ModelSearchParameters From(CommandRun run) =>
        new()
        {
            Query = run.Get(_query),
            ModelTypes = run.Get(_types) ?? [],
            Tag = run.Get(_tag),
            Username = run.Get(_username),
            BaseModels = run.Get(_baseModels) ?? [],
            SortOrder = run.Get(_sort),
            Period = run.Get(_period),
            PeriodMode = run.Get(_periodMode),
            // The option without a value means yes.
            Nsfw = run.Has(_nsfw) ? run.Get(_nsfw) ?? true : null,
            Limit = Math.Min(MostPerPage, Limit(run)),
            Cursor = run.Get(_cursor),
            Page = run.Get(_page),
            Favorite = run.Get(_favorites),
            Hidden = run.Get(_hidden),
            Ids = run.Get(_ids) ?? [],
            ModelVersionIds = run.Get(_versionIds) ?? [],
            CheckpointType = run.Get(_checkpointType),
            Statuses = run.Get(_status) ?? [],
            AllowCommercialUse = run.Get(_commercialUse) ?? [],
            Availability = run.Get(_availability),
            FileFormats = run.Get(_formats) ?? [],
            PrimaryFileOnly = run.Get(_primaryOnly) ? true : null,
            SupportsGeneration = run.Get(_generation),
            FromPlatform = run.Get(_platform),
            EarlyAccess = run.Get(_earlyAccess),
            Archived = run.Get(_archived),
            Followed = run.Get(_followed),
            NeedsReview = run.Get(_needsReview),
            NewCreators = run.Get(_newCreators) ? true : null,
        };
}
