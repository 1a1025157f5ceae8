using System.Globalization;
using BerryAIGen.Generation.Catalogue;

namespace BerryAIGen.Generation.Forms;

/// <summary>Pulls numbers into the range of their field.</summary>
internal static class NumberRange
{
    /// <summary>The nearest number that the field takes.</summary>
    public static decimal Snap(FormField field, decimal number)
    {
        var least = field.Min ?? decimal.MinValue;
        // Two files may say the bounds, and the lower one holds where they cross.
        var most = Math.Max(field.Max ?? decimal.MaxValue, least);
        var bounded = Math.Clamp(number, least, most);
        if (field.Type == FieldType.Integer && field.Step is null)
            return Math.Clamp(Math.Round(bounded), least, most);
        if (field.Step is not { } step || step <= 0)
            return bounded;
        var origin = field.Min ?? 0;
        var snapped = origin + (Math.Round((bounded - origin) / step) * step);
        return Plain(Math.Clamp(snapped, least, most));
    }

    /// <summary>A sentence that says what a number became, and why.</summary>
    public static string Note(FormField field, decimal given, decimal snapped) =>
        $"\"{field.Key}\" is {Shown(snapped)} instead of {Shown(given)}: {Range(field)}.";

    // 0.2 and not 0.20, whatever the step was written as.
    private static decimal Plain(decimal number) => number / 1.0000000000000000000000000000m;

    private static string Range(FormField field) =>
        (field.Min, field.Max) switch
        {
            ({ } least, { } most) => $"it goes from {Shown(least)} to {Shown(most)}"
                + (field.Step is { } step ? $" in steps of {Shown(step)}" : ""),
            ({ } least, null) => $"it begins at {Shown(least)}",
            (null, { } most) => $"it ends at {Shown(most)}",
            _ => "it is a whole number",
        };

    private static string Shown(decimal number) => number.ToString("0.############", CultureInfo.InvariantCulture);
}
