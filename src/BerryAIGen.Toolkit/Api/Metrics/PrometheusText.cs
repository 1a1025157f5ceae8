using System.Globalization;
using System.Text;

namespace BerryAIGen.Toolkit.Api.Metrics;

/// <summary>Writes Prometheus' text form: https://prometheus.io/docs/instrumenting/exposition_formats/.</summary>
internal sealed class PrometheusText
{
    public const string MediaType = "text/plain; version=0.0.4; charset=utf-8";
    private readonly StringBuilder _text = new();

    /// <summary>Says of the values that follow what they are; <paramref name="type"/> is gauge, counter or histogram.</summary>
    public PrometheusText Family(string name, string type, string help)
    {
        _text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {help}\n# TYPE {name} {type}\n");
        return this;
    }

    public PrometheusText Value(string name, double value, params ReadOnlySpan<(string Name, string Value)> labels)
    {
        _text.Append(name);
        for (var at = 0; at < labels.Length; at++)
            _text
                .Append(at == 0 ? '{' : ',')
                .Append(labels[at].Name)
                .Append("=\"")
                .Append(Escape(labels[at].Value))
                .Append('"');
        if (labels.Length > 0)
            _text.Append('}');
        _text.Append(' ').Append(Number(value)).Append('\n');
        return this;
    }

    public static string Number(double value) =>
        double.IsPositiveInfinity(value) ? "+Inf" : value.ToString("R", CultureInfo.InvariantCulture);

    public override string ToString() => _text.ToString();

    private static string Escape(string value) =>
        value
            .Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("\"", "\\\"", StringComparison.Ordinal)
            .Replace("\n", "\\n", StringComparison.Ordinal);
}
