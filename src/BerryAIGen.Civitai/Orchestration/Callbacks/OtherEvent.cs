namespace BerryAIGen.Civitai.Orchestration;

/// <summary>An event of a kind that this client does not know; everything of it is kept.</summary>
public sealed record OtherEvent : CallbackEvent;
