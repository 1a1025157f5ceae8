using System.Text.Json.Serialization;
using BerryAIGen.Library.Roots;

namespace BerryAIGen.Toolkit.Api.Settings;

/// <summary>What leaves this machine, in words, and whether it may.</summary>
/// <param name="Settings">One row per thing that is sent.</param>
/// <param name="Schedule">What is asked by itself, and how often.</param>
/// <param name="Downloads">How fast and how many at once.</param>
/// <param name="Never">What is never sent to anybody.</param>
public sealed record NetworkDocument(
    IReadOnlyList<NetworkSetting> Settings,
    NetworkSchedule Schedule,
    NetworkDownloads Downloads,
    IReadOnlyList<string> Never
);

/// <param name="UpdateCheckHours">Every how many hours newer versions of all models are looked for; 0 for never, as at first.</param>
/// <param name="SubscriptionCheckHours">The same of what is followed; 6 at first.</param>
public sealed record NetworkSchedule(int UpdateCheckHours, int SubscriptionCheckHours);

/// <param name="BytesPerSecond">What a person set for all downloads together; absent for what the configuration says.</param>
/// <param name="AtOnce">What a person set for downloads that run at once; absent for what the configuration says.</param>
/// <param name="InForce">What counts now.</param>
/// <param name="Configured">What counts where nothing is set here: that of <c>berry config</c> and of the environment.</param>
public sealed record NetworkDownloads(
    long? BytesPerSecond,
    int? AtOnce,
    DownloadLimitsInForce InForce,
    DownloadLimitsInForce Configured
);

/// <param name="BytesPerSecond">Of all downloads together; absent for no limit.</param>
/// <param name="AtOnce">How many run at once, and how many of their files.</param>
public sealed record DownloadLimitsInForce(long? BytesPerSecond, int AtOnce);

/// <param name="Name">What <c>PUT</c> calls it.</param>
/// <param name="On">Whether it counts now.</param>
/// <param name="Default">What counts when nobody said anything.</param>
/// <param name="Fixed">Whether the environment of the server decides it; <c>PUT</c> then changes nothing.</param>
/// <param name="When">When it is done.</param>
/// <param name="Sends">What is sent.</param>
/// <param name="To">To whom.</param>
public sealed record NetworkSetting(
    string Name,
    bool On,
    bool Default,
    bool Fixed,
    string When,
    string Sends,
    IReadOnlyList<string> To
);

/// <summary>What is to change; what is left out stays.</summary>
/// <param name="Offline">Ask nobody for anything.</param>
/// <param name="HashLookup">Ask Civitai by hash what files are.</param>
/// <param name="UpdateChecks">Ask sources for news of what is here.</param>
/// <param name="HealthProbes">Ask providers on other machines how they are.</param>
/// <param name="UpdateCheckHours">Every how many hours to look for newer versions of all models, up to 8760; 0 for never.</param>
/// <param name="SubscriptionCheckHours">The same of what is followed.</param>
/// <param name="Downloads">How fast and how many at once.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record NetworkWish(
    bool? Offline,
    bool? HashLookup,
    bool? UpdateChecks,
    bool? HealthProbes,
    int? UpdateCheckHours,
    int? SubscriptionCheckHours,
    NetworkDownloadsWish? Downloads = null
);

/// <summary>What is to change of the limits of downloads; what is left out stays, null is what the configuration says.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record NetworkDownloadsWish
{
    // Not "init": whether one was named is known by its being set.
    /// <summary>Bytes per second of all downloads together, from 1024.</summary>
    public long? BytesPerSecond
    {
        get;
        set => (field, NamesRate) = (value, true);
    }

    /// <summary>How many run at once, 1 to 16.</summary>
    public int? AtOnce
    {
        get;
        set => (field, NamesCount) = (value, true);
    }

    internal bool NamesRate { get; private set; }

    internal bool NamesCount { get; private set; }
}

/// <param name="Message">That it was erased.</param>
/// <param name="Erased">How many notes.</param>
public sealed record ErasedUsage(string Message, int Erased);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(NetworkDocument))]
[JsonSerializable(typeof(NetworkWish))]
[JsonSerializable(typeof(ErasedUsage))]
[JsonSerializable(typeof(RootsDocument))]
[JsonSerializable(typeof(RootWish))]
[JsonSerializable(typeof(RootPreview))]
[JsonSerializable(typeof(KeysDocument))]
[JsonSerializable(typeof(KeyWish))]
[JsonSerializable(typeof(StoredKeyDocument))]
internal sealed partial class SettingsJson : JsonSerializerContext;
