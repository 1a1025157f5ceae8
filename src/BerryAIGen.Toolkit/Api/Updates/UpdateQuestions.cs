using BerryAIGen.Library.Versions.Choices;

namespace BerryAIGen.Toolkit.Api.Updates;

/// <summary>What a check is to look at.</summary>
/// <param name="ModelIds">The models; none means all that are here.</param>
/// <param name="AskGone">Ask again for models that were gone a few days ago, too.</param>
internal sealed record CheckUpdatesQuestion(IReadOnlyList<string>? ModelIds = null, bool? AskGone = null);

/// <summary>What is to be brought up to date, and how.</summary>
/// <param name="ModelIds">The models; none means all of which the last check found an update.</param>
/// <param name="Old">What becomes of the replaced files: <c>store</c> keeps them out of sight, <c>keep</c> leaves them in place, <c>trash</c> throws them away.</param>
/// <param name="KeepName">The new files get the names of the old ones.</param>
/// <param name="EarlyAccess">Also versions in early access.</param>
/// <param name="Changed">Also files that changed without a new version.</param>
/// <param name="Force">Also models that a provider has loaded right now.</param>
internal sealed record ApplyUpdatesQuestion(
    IReadOnlyList<string>? ModelIds = null,
    string? Old = null,
    bool? KeepName = null,
    bool? EarlyAccess = null,
    bool? Changed = null,
    bool? Force = null
);

/// <summary>What to change of what is wanted; what is left out stays.</summary>
/// <param name="Pinned">The model stays at its version.</param>
/// <param name="Ignored">Nothing is told of its updates.</param>
/// <param name="IgnoreVersion">A version that is not offered any more.</param>
/// <param name="Newest">How many of the newest versions stay in place, 1 to 100.</param>
/// <param name="FollowAll">Everything that was wanted is taken back.</param>
internal sealed record UpdateWishes(
    bool? Pinned = null,
    bool? Ignored = null,
    int? IgnoreVersion = null,
    int? Newest = null,
    bool? FollowAll = null
)
{
    public UpdateChoiceChange ToChange() =>
        new()
        {
            Pinned = Pinned,
            Ignored = Ignored,
            IgnoredVersion = IgnoreVersion,
            Newest = Newest,
            FollowsAll = FollowAll ?? false,
        };
}

/// <summary>Which update to take back.</summary>
/// <param name="Update">Its id; left out for the last one of the model.</param>
/// <param name="Force">Also a model that a provider has loaded right now.</param>
internal sealed record RollbackQuestion(string? Update = null, bool? Force = null);

/// <summary>Which notifications; none means all.</summary>
internal sealed record NotificationIds(IReadOnlyList<long>? Ids = null);
