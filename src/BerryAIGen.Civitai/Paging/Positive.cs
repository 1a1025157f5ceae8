namespace BerryAIGen.Civitai.Paging;

/// <summary>Ids are checked before they are sent: the service answers a bad one with 400, or even 500.</summary>
internal static class Positive
{
    public static int Id(
        int value,
        [System.Runtime.CompilerServices.CallerArgumentExpression(nameof(value))] string? name = null
    ) => value > 0 ? value : throw new ArgumentOutOfRangeException(name, value, $"{name} must be above 0.");
}
