using BerryAIGen.Database.Subscriptions;

namespace BerryAIGen.Toolkit.Api.Subscriptions;

/// <summary>What is to be followed, and how.</summary>
/// <param name="Kind"><c>creator</c>, <c>tag</c>, <c>search</c> or <c>model</c>.</param>
/// <param name="Value">The creator's name, the tag, the words, or the model's number at Civitai.</param>
/// <param name="Name">For people.</param>
/// <param name="Types">Only these of Civitai's types, such as <c>LORA</c>.</param>
/// <param name="BaseModels">Only these of Civitai's base models, such as <c>SDXL 1.0</c>.</param>
/// <param name="Nsfw">Also mature models.</param>
/// <param name="Policy"><c>report</c> (the default) tells of new versions, <c>fetch</c> downloads them as well.</param>
/// <param name="MaxVersionBytes">The most bytes of one version.</param>
/// <param name="MaxDayBytes">The most bytes that are ordered within a day.</param>
/// <param name="MinFreeBytes">The bytes that stay free on the disk.</param>
/// <param name="Target">Where downloads go, as with a download.</param>
/// <param name="Enabled">Whether it is looked at by itself; true without it.</param>
/// <param name="Since">Seconds since 1970: what was published from then on counts as new. Without it only what comes from now on.</param>
internal sealed record SubscriptionQuestion(
    string Kind,
    string Value,
    string? Name = null,
    IReadOnlyList<string>? Types = null,
    IReadOnlyList<string>? BaseModels = null,
    bool? Nsfw = null,
    string? Policy = null,
    long? MaxVersionBytes = null,
    long? MaxDayBytes = null,
    long? MinFreeBytes = null,
    SubscriptionTarget? Target = null,
    bool? Enabled = null,
    double? Since = null
)
{
    public SubscriptionWish ToWish() =>
        new()
        {
            Name = Name,
            Types = Types,
            BaseModels = BaseModels,
            Nsfw = Nsfw,
            Policy = Policy,
            MostVersionBytes = MaxVersionBytes,
            MostDayBytes = MaxDayBytes,
            LeastFreeBytes = MinFreeBytes,
            Target = Target,
            Enabled = Enabled,
        };
}

/// <summary>What is to change; what is left out stays, and a limit of 0 is none.</summary>
internal sealed record SubscriptionChange(
    string? Name = null,
    IReadOnlyList<string>? Types = null,
    IReadOnlyList<string>? BaseModels = null,
    bool? Nsfw = null,
    string? Policy = null,
    long? MaxVersionBytes = null,
    long? MaxDayBytes = null,
    long? MinFreeBytes = null,
    SubscriptionTarget? Target = null,
    bool? Enabled = null
)
{
    public SubscriptionWish ToWish() =>
        new()
        {
            Name = Name,
            Types = Types,
            BaseModels = BaseModels,
            Nsfw = Nsfw,
            Policy = Policy,
            MostVersionBytes = MaxVersionBytes,
            MostDayBytes = MaxDayBytes,
            LeastFreeBytes = MinFreeBytes,
            Target = Target,
            Enabled = Enabled,
        };
}

/// <summary>Which subscriptions to look at.</summary>
/// <param name="Ids">Which; none means all that are enabled.</param>
internal sealed record CheckSubscriptionsQuestion(IReadOnlyList<string>? Ids = null);
