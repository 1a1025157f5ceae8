using System.Text.Json.Serialization;
using BerryAIGen.Library.Roots;

namespace BerryAIGen.Toolkit.Api.Settings;

/// <summary>What leaves this machine, in words, and whether it may.</summary>
/// <param name="Settings">One row per thing that is sent.</param>
/// <param name="Schedule">What is asked by itself, and how often.</param>
/// <param name="Never">What is never sent to anybody.</param>
public sealed record NetworkDocument(
    IReadOnlyList<NetworkSetting> Settings,
    NetworkSchedule Schedule,
    IReadOnlyList<string> Never
);

/// <param name="UpdateCheckHours">Every how many hours newer versions of all models are looked for; 0 for never, as at first.</param>
/// <param name="SubscriptionCheckHours">The same of what is followed; 6 at first.</param>
public sealed record NetworkSchedule(int UpdateCheckHours, int SubscriptionCheckHours);

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
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record NetworkWish(
    bool? Offline,
    bool? HashLookup,
    bool? UpdateChecks,
    bool? HealthProbes,
    int? UpdateCheckHours,
    int? SubscriptionCheckHours
);

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
