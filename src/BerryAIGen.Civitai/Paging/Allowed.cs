namespace BerryAIGen.Civitai.Paging;

/// <summary>The service's limits, checked where the value is set.</summary>
internal static class Allowed
{
    public static int? Range(int? value, int lowest, int highest, string name) =>
        value is null || (value >= lowest && value <= highest)
            ? value
            : throw new ArgumentOutOfRangeException(
                name,
                value,
                highest == int.MaxValue ? $"{name} must be {lowest} or more." : $"{name} must be {lowest} to {highest}."
            );

    /// <summary>Beyond the last row of page mode the service answers 429 for ever.</summary>
    public static int? Page(int? page, int limit, int rows) =>
        page is null || (long)page * limit <= rows
            ? page
            : throw new ArgumentException(
                $"Page {page} of {limit} lies beyond row {rows}; follow the cursor from an earlier page."
            );
}
