using System.Text;

namespace BerryAIGen.Civitai.Json;

/// <summary>Raw bytes 0x00–0x1F inside JSON strings, which the service sends and the standard forbids.</summary>
internal static class ControlBytes
{
    /// <summary>A copy in which they are escaped, so that nothing of the text is lost; null when there are none.</summary>
    public static byte[]? Escape(ReadOnlySpan<byte> utf8)
    {
        MemoryStream? clean = null;
        var (isInString, copied) = (false, 0);
        for (var i = 0; i < utf8.Length; i++)
        {
            switch (utf8[i])
            {
                case (byte)'"':
                    isInString = !isInString;
                    break;
                case (byte)'\\' when isInString && i + 1 < utf8.Length && utf8[i + 1] >= 0x20:
                    i++;
                    break;
                case < 0x20 when isInString:
                    clean ??= new MemoryStream(utf8.Length + 64);
                    clean.Write(utf8[copied..i]);
                    clean.Write(Encoding.ASCII.GetBytes($"\\u{utf8[i]:x4}"));
                    copied = i + 1;
                    break;
            }
        }

        clean?.Write(utf8[copied..]);
        return clean?.ToArray();
    }
}
