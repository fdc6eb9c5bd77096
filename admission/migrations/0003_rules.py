import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("admission", "0002_guards"), ("units", "0003_service_accounts")]
    operations = [
        migrations.CreateModel(
            name='MovedDay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rests', models.DateField(unique=True, verbose_name='ngày nghỉ')),
                ('works', models.DateField(blank=True, null=True, unique=True, verbose_name='ngày làm bù')),
                ('decision', models.CharField(max_length=120, verbose_name='văn bản')),
            ],
            options={
                'ordering': ['-rests'],
            },
        ),
        migrations.CreateModel(
            name='AddedInstrument',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('series', models.CharField(choices=[('statute', 'Điều lệ Đảng'), ('regulation', 'Quy định thi hành Điều lệ Đảng'), ('guide', 'Hướng dẫn của Ban Bí thư'), ('forms', 'Hướng dẫn của Ban Tổ chức Trung ương về nghiệp vụ, biểu mẫu'), ('youth', 'Luật Thanh niên'), ('house', 'Cài đặt của hệ thống')], max_length=12, verbose_name='loại văn bản')),
                ('number', models.CharField(max_length=80, verbose_name='số, ký hiệu')),
                ('issued_on', models.DateField(verbose_name='ngày ban hành')),
                ('since', models.DateField(verbose_name='có hiệu lực từ ngày')),
                ('confidence', models.CharField(choices=[('C', 'Đã xác nhận'), ('S', 'Theo nguồn trích lại'), ('K', 'Theo hiểu biết chung, chưa xác nhận'), ('U', 'Chưa chắc chắn')], max_length=1, verbose_name='mức xác nhận')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='ghi chú')),
            ],
            options={
                'ordering': ['since', 'id'],
                'constraints': [models.UniqueConstraint(fields=('number', 'issued_on'), name='instrument_number_and_day', violation_error_message='Văn bản này đã có.')],
            },
        ),
        migrations.CreateModel(
            name='LocalRequirement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('round', models.CharField(choices=[('admission', 'kết nạp'), ('recognition', 'công nhận chính thức')], max_length=12, verbose_name='áp dụng khi')),
                ('title', models.CharField(max_length=160, verbose_name='yêu cầu')),
                ('decision', models.CharField(max_length=120, verbose_name='văn bản của đơn vị')),
                ('since', models.DateField(verbose_name='áp dụng từ ngày')),
                ('until', models.DateField(blank=True, null=True, verbose_name='thôi áp dụng từ ngày')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='requirements', to='units.unit', verbose_name='đơn vị')),
            ],
            options={
                'ordering': ['unit', 'since', 'id'],
            },
        ),
        migrations.CreateModel(
            name='LocalProof',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField(verbose_name='ngày')),
                ('text', models.CharField(max_length=200, verbose_name='số giấy tờ hoặc căn cứ')),
                ('candidate', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='local_proofs', to='admission.candidate')),
                ('requirement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='proofs', to='admission.localrequirement')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='RuleChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=40)),
                ('since', models.DateField(verbose_name='áp dụng từ ngày')),
                ('source', models.CharField(max_length=20, verbose_name='văn bản')),
                ('clause', models.CharField(blank=True, max_length=80, verbose_name='điều, khoản, điểm')),
                ('figures', models.JSONField(default=dict)),
                ('confidence', models.CharField(choices=[('C', 'Đã xác nhận'), ('S', 'Theo nguồn trích lại'), ('K', 'Theo hiểu biết chung, chưa xác nhận'), ('U', 'Chưa chắc chắn')], max_length=1, verbose_name='mức xác nhận')),
                ('note', models.CharField(max_length=300, verbose_name='lý do, ghi chú')),
                ('status', models.CharField(choices=[('draft', 'Đang soạn'), ('on', 'Đã bật'), ('dropped', 'Đã bỏ')], default='draft', max_length=8)),
                ('entered_at', models.DateTimeField(auto_now_add=True)),
                ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['since', 'id'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('status', 'on')), fields=('code', 'since'), name='rule_change_one_a_day')],
            },
        ),
        migrations.CreateModel(
            name='FormText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=10, verbose_name='mẫu')),
                ('text', models.TextField(verbose_name='lời văn')),
                ('since', models.DateField(verbose_name='áp dụng từ ngày')),
                ('confirmed', models.BooleanField(default=False, verbose_name='đã đối chiếu với văn bản chính thức')),
                ('note', models.CharField(max_length=300, verbose_name='căn cứ, ghi chú')),
                ('entered_at', models.DateTimeField(auto_now_add=True)),
                ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'lời văn của mẫu',
                'ordering': ['-since', '-id'],
                'indexes': [models.Index(fields=['code', 'since'], name='form_text_code_day')],
            },
        ),
    ]
