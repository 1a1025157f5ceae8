using BerryAIGen.Database.Access;
using BerryAIGen.Database.Settings;
using BerryAIGen.Database.Usage;
using BerryAIGen.Library;
using BerryAIGen.Library.Downloads.Transfers;
using BerryAIGen.Library.Network;
using BerryAIGen.Toolkit.Api.Access;
using BerryAIGen.Toolkit.Hosting;
using BerryAIGen.Toolkit.Jobs;

namespace BerryAIGen.Toolkit.Api.Settings;

internal static class SettingsEndpoints
{
    // A year.
    private const int MostHours = 8760;

    public static IServiceCollection AddSettings(this IServiceCollection services) =>
        services
            .AddSingleton<NetworkChoiceStore>()
            .AddSingleton<UsageErasure>()
            .AddSingleton<StoredSettings>()
            .AddHostedService<NetworkFollower>();

    public static void MapSettings(this IEndpointRouteBuilder routes)
    {
        var network = routes.MapGroup("/api/settings/network").WithTags("Settings");
        network.MapGet("", Describe).WithSummary("What leaves this machine, when and to whom, and whether it may.");
        network
            .MapPut("", SetAsync)
            .RequireScope(AccessScope.Admin)
            .WithSummary("Switches what leaves this machine; what is left out stays.");
        routes.MapRoots();
        routes.MapSourceKeys();
        routes
            .MapDelete("/api/usage", EraseAsync)
            .WithTags("Settings")
            .RequireScope(AccessScope.Admin)
            .WithSummary("Forgets which models were used and when; it was known here only.");
    }

    private static NetworkDocument Describe(ToolkitOptions options) => NetworkWords.Describe(options);

    private static async Task<NetworkDocument> SetAsync(
        NetworkWish wish,
        NetworkChoiceStore store,
        ToolkitOptions options,
        DownloadSlots slots,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        RequireHours("update_check_hours", wish.UpdateCheckHours);
        RequireHours("subscription_check_hours", wish.SubscriptionCheckHours);
        var limits = wish.Downloads ?? new NetworkDownloadsWish();
        RequireLimits(limits);
        var (before, after) = await store.ChangeAsync(
            options.Library.Network.Switch!,
            choices => new NetworkChoices
            {
                Offline = wish.Offline ?? choices.Offline,
                HashLookup = wish.HashLookup ?? choices.HashLookup,
                UpdateChecks = wish.UpdateChecks ?? choices.UpdateChecks,
                HealthProbes = wish.HealthProbes ?? choices.HealthProbes,
                UpdateCheckHours = wish.UpdateCheckHours ?? choices.UpdateCheckHours,
                SubscriptionCheckHours = wish.SubscriptionCheckHours ?? choices.SubscriptionCheckHours,
                DownloadBytesPerSecond = limits.NamesRate ? limits.BytesPerSecond : choices.DownloadBytesPerSecond,
                DownloadsAtOnce = limits.NamesCount ? limits.AtOnce : choices.DownloadsAtOnce,
            },
            cancellationToken
        );
        await slots.FollowAsync(cancellationToken);
        http.Concerns(NetworkWords.Changes(before, after), "nothing changed");
        return NetworkWords.Describe(options);
    }

    private static void RequireHours(string name, int? hours)
    {
        if (hours is < 0 or > MostHours)
            throw new LibraryException(FailureCode.Usage, $"{name} is 0 for never, or up to {MostHours}, not {hours}.");
    }

    private static void RequireLimits(NetworkDownloadsWish limits)
    {
        if (limits.BytesPerSecond is < TransferLimits.LowestRate)
            throw new LibraryException(
                FailureCode.Usage,
                $"downloads.bytes_per_second is {TransferLimits.LowestRate} or more, or null for what the configuration says, not {limits.BytesPerSecond}."
            );
        if (limits.AtOnce is < 1 or > TransferLimits.ParallelFiles)
            throw new LibraryException(
                FailureCode.Usage,
                $"downloads.at_once is 1 to {TransferLimits.ParallelFiles}, or null for what the configuration says, not {limits.AtOnce}."
            );
    }

    private static async Task<ErasedUsage> EraseAsync(UsageErasure usage, CancellationToken cancellationToken) =>
        new("Usage erased", await usage.EraseAsync(cancellationToken));
}
