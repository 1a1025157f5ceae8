using System.Globalization;
using BerryAIGen.Civitai.Transport;

namespace BerryAIGen.Civitai.References;

/// <summary>The one rule of Civitai's ids: decimal digits, 1 to 2,147,483,647 (the server's column is a signed 32-bit number).</summary>
internal static class IdNumber
{
    public const string Rule = "a number from 1 to 2147483647";

    public static bool TryParse(string? text, out int number) =>
        int.TryParse(text?.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out number) && number > 0;

    public static bool IsDigits(string text) => text.Length > 0 && text.All(char.IsAsciiDigit);

    public static FormatException Unreadable(string what, string? text) =>
        new(
            $"\"{AddressSecrets.Mask(text)}\" is not the id of {what}: give {Rule}, an address or an AIR that names one."
        );
}
