namespace BerryAIGen.Civitai.Caching;

/// <summary>A kept answer that was used because the service did not give one.</summary>
/// <param name="Address">What was asked, without secrets.</param>
/// <param name="StoredAt">When the answer came from the service.</param>
/// <param name="Reason">Why there was no new one, in a few words.</param>
public sealed record StaleAnswer(Uri Address, DateTimeOffset StoredAt, string Reason);
